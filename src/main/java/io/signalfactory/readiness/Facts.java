package io.signalfactory.readiness;

import io.signalfactory.tally.SenderCounts;

/**
 * What readiness follows from: counts of records, of one dataset, of one service, or of any set of
 * records. Facts add up, so those of a service are the sum of its parts in all datasets.
 *
 * @param counts what was counted
 * @param limited records of datasets whose contract limits their volume
 * @param measured records of datasets whose volume is known: the signal is not UNKNOWN
 */
public record Facts(SenderCounts counts, long limited, long measured) {

  /** Nothing was seen. */
  public static final Facts NONE = new Facts(SenderCounts.ZERO, 0, 0);

  /** The facts of both. */
  public Facts plus(Facts other) {
    return new Facts(counts.plus(other.counts), limited + other.limited, measured + other.measured);
  }

  /** How many records there are. */
  public long events() {
    return counts.events();
  }

  /**
   * How much of a domain there is, in halves of a record: from 0 to twice {@link #events}. A count
   * that is larger than that of the records, as damaged counts could be, counts as all of them.
   */
  long halves(Domain domain) {
    return switch (domain) {
      case IDENTITY ->
          Math.min(2 * events(), 2 * upToAll(counts.named()) + upToAll(counts.mapped()));
      case TIME -> 2 * upToAll(counts.timed());
      case CONTRACT -> upToAll(counts.contracted()) + upToAll(counts.conforming());
      case QUALITY -> upToAll(counts.ruled()) + upToAll(counts.sound());
      case VOLUME -> upToAll(limited) + upToAll(measured);
      case TRACE -> 2 * upToAll(counts.traced());
    };
  }

  private long upToAll(long count) {
    return Math.min(count, events());
  }
}
