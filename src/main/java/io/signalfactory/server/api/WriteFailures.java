package io.signalfactory.server.api;

import io.signalfactory.control.BusyException;
import io.signalfactory.control.MissingTopicException;
import io.signalfactory.query.Instance;
import io.signalfactory.server.http.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client is told where a change cannot be made now. */
final class WriteFailures {

  private static final Logger LOG = LoggerFactory.getLogger(WriteFailures.class);

  private WriteFailures() {}

  /** Does the work, and answers 503 where the cluster does not let it. */
  static <T> T told(Supplier<T> work) {
    try {
      return work.get();
    } catch (MissingTopicException | BusyException e) {
      throw ProblemException.notReady(String.valueOf(e.getMessage()));
    } catch (AuthorizationException e) {
      LOG.warn("A change was refused by the cluster: {}", e.getMessage());
      throw ProblemException.notReady(
          "the cluster does not let this instance make the change: its log says which right is"
              + " missing");
    } catch (KafkaException e) {
      LOG.warn("The cluster did not answer while something was changed: {}", e.toString());
      throw ProblemException.notReady(
          "the cluster did not answer in time, so whether the change was made is not known: send the"
              + " same request again");
    }
  }

  /**
   * Waits until an instance has records in effect.
   *
   * @return false if it has not after some time
   */
  static boolean inEffect(Instance instance, Map<String, Long> published, Duration within) {
    try {
      return instance.readProgress().await(published, within);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
