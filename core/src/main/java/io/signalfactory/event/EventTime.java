package io.signalfactory.event;

import java.util.OptionalLong;

/**
 * When an event happened, as far as it is known.
 *
 * @param epochMs in milliseconds since the epoch: the event's own time if {@code source} is
 *     PAYLOAD, else the record's timestamp
 * @param validity whether the event's own time can be read and is plausible
 * @param countedAtMs the event is counted in the minute of this time, in milliseconds since the
 *     epoch: its own time if that is valid, else its arrival
 */
public record EventTime(long epochMs, Validity validity, long countedAtMs) {

  /**
   * The time that counts for the freshness of the dataset, in milliseconds since the epoch: the
   * event's own, or its arrival if it has none. Empty if its own cannot be read or is in the
   * future.
   */
  public OptionalLong freshAtMs() {
    return switch (validity) {
      case VALID, TOO_OLD -> OptionalLong.of(epochMs);
      case MISSING -> OptionalLong.of(countedAtMs);
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
    /** It is further ahead of the record's arrival than the contract tolerates. */
    IN_FUTURE,
    /** It is further behind the record's arrival than windows are kept. */
    TOO_OLD
  }
}
