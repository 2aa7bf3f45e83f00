package io.signalfactory.stream.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a trouble that lasts is worth a line in the log: when it begins, once per minute
 * while it lasts, and when it is over. Not thread-safe.
 */
public final class Reminder {

  static final Duration EVERY = Duration.ofMinutes(1);

  private @Nullable Instant since;
  private @Nullable Instant said;

  /**
   * The trouble is there.
   *
   * @return how long it has lasted, if that is to be said now; zero at its beginning
   */
  public Optional<Duration> lasts(Instant now) {
    Instant begin = since == null ? now : since;
    since = begin;
    if (said != null && Duration.between(said, now).compareTo(EVERY) < 0) {
      return Optional.empty();
    }
    said = now;
    return Optional.of(Duration.between(begin, now));
  }

  /**
   * The trouble is not there.
   *
   * @return how long it lasted, if it was there and that was said
   */
  public Optional<Duration> over(Instant now) {
    Optional<Duration> lasted =
        since == null || said == null
            ? Optional.empty()
            : Optional.of(Duration.between(since, now));
    since = null;
    said = null;
    return lasted;
  }
}
