package io.signalfactory.event;

import java.util.OptionalLong;

/**
 * When an event happened and when its record arrived, as far as it is known.
 *
 * @param epochMs in milliseconds since the epoch: the event's own time if {@code source} is
 *     PAYLOAD, else the record's timestamp
 * @param validity whether the event's own time can be read and is plausible
 * @param arrivalMs when the record arrived, in milliseconds since the epoch
 * @param stamp whether the record's timestamp can be its arrival
 */
public record EventTime(long epochMs, Validity validity, long arrivalMs, Stamp stamp) {

  /**
   * The event is counted in the minute of this time, in milliseconds since the epoch: its own time
   * if that is valid, else its arrival.
   */
  public long countedAtMs() {
    return validity == Validity.VALID ? epochMs : arrivalMs;
  }

  /**
   * The time that counts for the freshness of the dataset, in milliseconds since the epoch: the
   * event's own, but not later than its arrival, or its arrival if it has none. Empty if its own
   * cannot be read or is in the future.
   */
  public OptionalLong freshAtMs() {
    return switch (validity) {
      case VALID, TOO_OLD -> OptionalLong.of(Math.min(epochMs, arrivalMs));
      case MISSING -> OptionalLong.of(arrivalMs);
      case INVALID, IN_FUTURE -> OptionalLong.empty();
    };
  }

  /** Where {@link #epochMs} comes from. */
  public Source source() {
    return switch (validity) {
      case VALID, IN_FUTURE, TOO_OLD -> Source.PAYLOAD;
      case MISSING, INVALID -> Source.RECORD;
    };
  }

  /** Whether it is the event's own time, and that is not in the future. */
  public boolean isOwn() {
    return validity == Validity.VALID || validity == Validity.TOO_OLD;
  }

  /** Where a time comes from. */
  public enum Source {
    PAYLOAD("payload"),
    RECORD("record");

    private final String label;

    Source(String label) {
      this.label = label;
    }

    /** The source's name in Evidence. */
    public String label() {
      return label;
    }
  }

  /** Whether an event time can be read and is plausible. */
  public enum Validity {
    VALID,
    /** The event has no time. */
    MISSING,
    /** The event has a time that cannot be read. */
    INVALID,
    /** It is further ahead than the contract tolerates of the latest time of its arrival. */
    IN_FUTURE,
    /** It is further behind the record's arrival than windows are kept. */
    TOO_OLD
  }

  /** Whether a record's timestamp can be the time of its arrival. */
  public enum Stamp {
    PLAUSIBLE,
    /** It is not set, before there was Kafka, or ahead of our clock. */
    IMPOSSIBLE,
    /** It is before the event, which is not ahead of our clock. */
    BEFORE_ITS_EVENT,
    /** It is behind what most records before it in the partition say. */
    BEHIND_OTHERS
  }
}
