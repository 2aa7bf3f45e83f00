package io.signalfactory.event;

import io.signalfactory.time.TimeFormat;
import java.time.Duration;
import java.util.List;

/**
 * Finds an event's time. Immutable and thread-safe.
 *
 * @param candidates where the time may be; the first present one counts
 * @param futureTolerance how far it may lie ahead of the arrival
 * @param lateRetention how far it may lie behind the arrival and still amend its window
 */
public record EventClock(
    List<Candidate> candidates, Duration futureTolerance, Duration lateRetention) {

  /**
   * A field that may hold the event time.
   *
   * @param slot its slot
   * @param format how it is written
   */
  public record Candidate(int slot, TimeFormat format) {}

  public EventClock {
    candidates = List.copyOf(candidates);
  }

  /**
   * The arrival of a record: its timestamp, unless that cannot be (before 1970, or so far ahead of
   * our own clock that it would hide what is late), then our own clock.
   *
   * @param timestampMs the record's timestamp
   * @param nowMs our own clock
   */
  public long arrival(long timestampMs, long nowMs) {
    return timestampMs <= 0 || timestampMs > nowMs + futureTolerance.toMillis()
        ? nowMs
        : timestampMs;
  }

  /** The time of an event whose fields could be read. */
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

  /** The time of a record without fields: a tombstone. */
  public EventTime without(long timestampMs, long arrivalMs) {
    return ofRecord(timestampMs, arrivalMs, EventTime.Validity.MISSING);
  }

  /** The time of a record whose fields cannot be read. */
  public EventTime unread(long timestampMs, long arrivalMs) {
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
