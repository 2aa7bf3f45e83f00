package io.signalfactory.signal;

import io.signalfactory.deployment.Deployment;
import io.signalfactory.tally.Cause;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a limit is missed.
 *
 * @param causes the largest first; empty if no event failed, as with missing events
 * @param versionAppeared when the version of the service behind the first cause appeared, if it is
 *     a new version that came just before the cause; otherwise null
 * @param deployment the deployment with which it began; null if none is known
 */
record Explanation(
    List<Cause> causes, @Nullable Instant versionAppeared, @Nullable Deployment deployment) {

  /** No cause is known. */
  static final Explanation NONE = new Explanation(List.of(), null);

  /** An explanation where no deployment is known. */
  Explanation(List<Cause> causes, @Nullable Instant versionAppeared) {
    this(causes, versionAppeared, null);
  }

  Explanation {
    causes = List.copyOf(causes);
  }
}
