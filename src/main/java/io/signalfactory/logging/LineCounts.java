package io.signalfactory.logging;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets one line of each kind through, counts those that repeat it, and tells once per minute how
 * many there were. A broker that does not answer is told in one line of our own, with how long, as
 * each client says it in its own words. Nothing is left out that was not said or counted.
 * Thread-safe.
 */
final class LineCounts {

  static final Duration EVERY = Duration.ofMinutes(1);

  /** A client tries at least once per second, so a broker that is away is heard of that often. */
  static final Duration QUIET = Duration.ofSeconds(10);

  private static final int MOST_KINDS = 1_000;
  private static final int MOST_SHOWN = 200;

  private final Map<String, Repeats> kinds = new HashMap<>();

  /** What has been heard of one kind. */
  private static final class Repeats {
    private final String message;
    private final @Nullable String broker;
    private final Instant first;
    private Instant last;
    private Instant told;
    private long untold;

    private Repeats(LineKind kind, String message, Instant now) {
      this.message = message.substring(0, Math.min(message.length(), MOST_SHOWN));
      this.broker = kind.broker();
      this.first = now;
      this.last = now;
      this.told = now;
    }
  }

  /**
   * A line is about to be logged.
   *
   * @return what to log instead: the line itself, a line of our own, or nothing for the time being
   */
  synchronized Instead heard(LineKind kind, String message, Instant now) {
    Repeats known = kinds.get(kind.key());
    if (known != null) {
      known.last = now;
      known.untold++;
      return Instead.NOTHING;
    }
    if (kinds.size() < MOST_KINDS) {
      kinds.put(kind.key(), new Repeats(kind, message, now));
    }
    return kind.broker() == null
        ? Instead.ITSELF
        : new Instead(false, "Broker " + kind.broker() + " does not answer");
  }

  /** To be called every few seconds: what is to be told now. */
  synchronized List<String> due(Instant now) {
    List<String> lines = new ArrayList<>();
    for (Iterator<Repeats> all = kinds.values().iterator(); all.hasNext(); ) {
      Repeats kind = all.next();
      boolean minuteOver = !now.isBefore(kind.told.plus(EVERY));
      boolean quiet = !now.isBefore(kind.last.plus(QUIET));
      if (kind.broker != null && quiet) {
        lines.add(
            "Broker "
                + kind.broker
                + " is not missed any more; it did not answer for "
                + seconds(kind.first, kind.last));
        all.remove();
      } else if (minuteOver && kind.untold > 0) {
        lines.add(again(kind, now));
        kind.told = now;
        kind.untold = 0;
      } else if (minuteOver) {
        all.remove();
      }
    }
    return lines;
  }

  private static String again(Repeats kind, Instant now) {
    return kind.broker == null
        ? "Logged "
            + kind.untold
            + " times more within "
            + seconds(kind.told, now)
            + " and left out: "
            + kind.message
        : "Broker "
            + kind.broker
            + " has not answered for "
            + seconds(kind.first, now)
            + " (since the last line, "
            + kind.untold
            + " lines of Kafka's clients about it were left out)";
  }

  private static String seconds(Instant from, Instant to) {
    return Duration.between(from, to).toSeconds() + " s";
  }

  /**
   * What is logged instead of a line.
   *
   * @param itself whether the line is logged
   * @param other a line of our own; null for none
   */
  record Instead(boolean itself, @Nullable String other) {
    static final Instead ITSELF = new Instead(true, null);
    static final Instead NOTHING = new Instead(false, null);
  }
}
