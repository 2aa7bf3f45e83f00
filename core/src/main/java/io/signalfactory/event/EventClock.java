package io.signalfactory.event;

import io.signalfactory.time.TimeFormat;
import java.time.Duration;
import java.util.List;

/**
 * Finds the event time of a record. Immutable and thread-safe.
 *
 * @param candidates the fields that may hold it; the first one that is present counts
 * @param futureTolerance how far ahead of the record's arrival it may be
 * @param lateRetention how far behind the record's arrival it may be, to be counted in its own
 *     window
 */
public record EventClock(
    List<Candidate> candidates, Duration futureTolerance, Duration lateRetention) {

  /**
   * A field that may hold the event time.
   *
   * @param slot its slot in the plan
   * @param format how the time is written
   */
  public record Candidate(int slot, TimeFormat format) {}

  public EventClock {
    candidates = List.copyOf(candidates);
  }

  /**
   * When a record arrived: its timestamp, or the time of our own clock if the timestamp cannot be
   * right. It cannot if it is before 1970, or so far ahead of our clock that late events would not
   * be noticed.
   *
   * @param timestampMs the record's timestamp, in milliseconds since the epoch
   * @param nowMs our own clock, in milliseconds since the epoch
   */
  public long arrival(long timestampMs, long nowMs) {
    return timestampMs <= 0 || timestampMs > nowMs + futureTolerance.toMillis()
        ? nowMs
        : timestampMs;
  }

  /** The time of an event, of which the fields are known. */
  public EventTime read(EventFields fields, long timestampMs, long arrivalMs) {
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      FieldKind kind = fields.kind(candidate.slot());
      if (kind != FieldKind.ABSENT && kind != FieldKind.NULL) {
        long time = fields.epochMillis(candidate.slot(), candidate.format());
        return time != EventFields.NO_TIME
            ? judged(time, arrivalMs)
            : ofRecord(timestampMs, arrivalMs, EventTime.Validity.INVALID);
      }
    }
    return ofRecord(timestampMs, arrivalMs, EventTime.Validity.MISSING);
  }

  /** The time of a record that has none, such as a tombstone. */
  public EventTime missing(long timestampMs, long arrivalMs) {
    return ofRecord(timestampMs, arrivalMs, EventTime.Validity.MISSING);
  }

  /** The time of a record that should have one and whose value is malformed. */
  public EventTime invalid(long timestampMs, long arrivalMs) {
    return ofRecord(timestampMs, arrivalMs, EventTime.Validity.INVALID);
  }

  private EventTime judged(long timeMs, long arrivalMs) {
    EventTime.Validity validity = EventTime.Validity.VALID;
    if (timeMs > arrivalMs + futureTolerance.toMillis()) {
      validity = EventTime.Validity.IN_FUTURE;
    } else if (timeMs < arrivalMs - lateRetention.toMillis()) {
      validity = EventTime.Validity.TOO_OLD;
    }
    long countedAt = validity == EventTime.Validity.VALID ? timeMs : arrivalMs;
    return new EventTime(timeMs, validity, countedAt);
  }

  private static EventTime ofRecord(long timestampMs, long arrivalMs, EventTime.Validity validity) {
    return new EventTime(timestampMs, validity, arrivalMs);
  }
}
