package io.signalfactory.event;

import java.util.OptionalLong;

/**
 * When an event happened, as far as can be known.
 *
 * @param epochMs the time, in milliseconds since the epoch: the event's own where {@code source} is
 *     PAYLOAD, else the record's timestamp
 * @param validity what is to be said about it
 * @param countedAtMs the time whose minute the event counts in: its own where that can be believed,
 *     else its arrival
 */
public record EventTime(long epochMs, Validity validity, long countedAtMs) {

  /**
   * The time by which the event makes its dataset fresh, in milliseconds since the epoch: its own,
   * or its arrival where it carries none. Empty where its own cannot be read or believed.
   */
  public OptionalLong freshAtMs() {
    return switch (validity) {
      case VALID, TOO_OLD -> OptionalLong.of(epochMs);
      case MISSING -> OptionalLong.of(countedAtMs);
      case INVALID, IN_FUTURE -> OptionalLong.empty();
    };
  }

  /** Where the time is from. */
  public Source source() {
    return switch (validity) {
      case VALID, IN_FUTURE, TOO_OLD -> Source.PAYLOAD;
      case MISSING, INVALID -> Source.RECORD;
    };
  }

  /** Whether the time is the event's own, could be read, and can be believed. */
  public boolean isOwn() {
    return validity == Validity.VALID || validity == Validity.TOO_OLD;
  }

  /** Where a time is from. */
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

  /** What is to be said about an event time. */
  public enum Validity {
    VALID,
    /** The event has none. */
    MISSING,
    /** The event has one that cannot be read. */
    INVALID,
    /** It lies further ahead of the record's arrival than the contract tolerates. */
    IN_FUTURE,
    /** It lies further back than windows are retained. */
    TOO_OLD
  }
}
