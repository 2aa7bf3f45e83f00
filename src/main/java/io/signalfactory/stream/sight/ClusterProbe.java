package io.signalfactory.stream.sight;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the cluster whether it is there. Any broker can answer, and the answer needs no rights: what
 * only some brokers know, or only some users may, shows in the commits of the tasks.
 */
public final class ClusterProbe {

  /** A broker that hangs is to be noticed as soon as one that is gone. */
  private static final int ANSWER_WITHIN_MS = 3_000;

  private final Admin admin;
  private final ClusterSight sight;
  private final AtomicBoolean asking = new AtomicBoolean();

  /**
   * @param admin a connection to the cluster, which stays the caller's
   * @param sight where answers are noted
   */
  public ClusterProbe(Admin admin, ClusterSight sight) {
    this.admin = admin;
    this.sight = sight;
  }

  /** Asks once, unless the question before is still open. Does not wait for the answer. */
  public void ask() {
    if (!asking.compareAndSet(false, true)) {
      return;
    }
    long askedAt = sight.askedNow();
    var unused =
        admin
            .describeCluster(new DescribeClusterOptions().timeoutMs(ANSWER_WITHIN_MS))
            .clusterId()
            .whenComplete((id, failure) -> answered(askedAt, failure));
  }

  private void answered(long askedAt, @Nullable Throwable failure) {
    asking.set(false);
    if (failure == null) {
      sight.answered(askedAt);
    } else if (!(failure instanceof TimeoutException || failure instanceof DisconnectException)) {
      sight.refused(failure.getClass().getSimpleName());
    }
  }
}
