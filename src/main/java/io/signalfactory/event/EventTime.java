package io.signalfactory.event;

/**
 * When an event happened, as far as can be known.
 *
 * @param epochMs the time, in milliseconds since the epoch: the event's own where {@code source} is
 *     PAYLOAD, else the record's timestamp
 * @param source where the time is from
 * @param finding what is to be said about it
 * @param countedAtMs the time whose minute the event counts in: its own where that can be believed,
 *     else its arrival
 */
public record EventTime(long epochMs, Source source, Finding finding, long countedAtMs) {

  /** Whether the event's own time was found and can be believed. */
  public boolean trusted() {
    return source == Source.PAYLOAD && finding != Finding.IN_FUTURE;
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
  public enum Finding {
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
