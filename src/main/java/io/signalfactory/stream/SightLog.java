package io.signalfactory.stream;

import io.signalfactory.query.Sight;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log that the instance is blind: once, then once per minute, and when it is over. */
final class SightLog {

  private static final Logger LOG = LoggerFactory.getLogger(SightLog.class);
  private static final Duration REPEAT_EVERY = Duration.ofMinutes(1);

  private @Nullable Duration saidAt;
  private Duration longest = Duration.ZERO;

  /** To be called every second or so. */
  void look(Sight sight) {
    if (sight.blindness() == null) {
      if (saidAt != null) {
        LOG.info("This instance sees all of its datasets again, after {} s", longest.toSeconds());
      }
      saidAt = null;
      longest = Duration.ZERO;
      return;
    }
    longest = sight.age();
    Duration said = saidAt;
    if (said == null || sight.age().minus(said).compareTo(REPEAT_EVERY) >= 0) {
      saidAt = sight.age();
      LOG.warn(
          "This instance is blind: {}. The states of the datasets concerned are UNKNOWN, and"
              + " /health/ready is 503, until that has passed",
          sight.blindness());
    }
  }
}
