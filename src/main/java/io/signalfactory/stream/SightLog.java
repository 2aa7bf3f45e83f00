package io.signalfactory.stream;

import io.signalfactory.query.Sight;
import io.signalfactory.stream.kafka.Reminder;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log that the instance is blind: once, then once per minute, and when it is over. */
final class SightLog {

  private static final Logger LOG = LoggerFactory.getLogger(SightLog.class);

  private final Reminder reminder = new Reminder();

  /** To be called every second or so. */
  void look(Sight sight, Instant now) {
    if (sight.blindness() == null) {
      reminder
          .over(now)
          .ifPresent(
              lasted ->
                  LOG.info(
                      "This instance sees all of its datasets again, {} s after it said that it was"
                          + " blind",
                      lasted.toSeconds()));
    } else if (reminder.lasts(now).isPresent()) {
      LOG.warn(
          "This instance is blind: {}. The states of the datasets concerned are UNKNOWN, and"
              + " /health/ready is 503, until that has passed",
          sight.blindness());
    }
  }
}
