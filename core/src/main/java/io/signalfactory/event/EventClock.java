package io.signalfactory.event;

import io.signalfactory.time.TimeFormat;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

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
   * The times of the next record of a partition, whose fields are known.
   *
   * @param partition the clock of its partition
   * @param nowMs our own clock, in milliseconds since the epoch
   */
  public EventTime read(
      EventFields fields, RawRecord record, PartitionClock partition, long nowMs) {
    Candidate candidate = present(fields);
    if (candidate == null) {
      return missing(record, partition, nowMs);
    }
    long ownMs = fields.epochMillis(candidate.slot(), candidate.format());
    if (ownMs == EventFields.NO_TIME) {
      return invalid(record, partition, nowMs);
    }
    partition.read(record, ownMs, futureTolerance.toMillis(), nowMs);
    long arrivalMs = partition.arrivalMs();
    EventTime.Validity validity = EventTime.Validity.VALID;
    if (ownMs > partition.notAfterMs() + futureTolerance.toMillis()) {
      validity = EventTime.Validity.IN_FUTURE;
    } else if (ownMs < arrivalMs - lateRetention.toMillis()) {
      validity = EventTime.Validity.TOO_OLD;
    }
    return new EventTime(ownMs, validity, arrivalMs, partition.stamp());
  }

  /** The times of a record that has no event time, such as a tombstone. */
  public EventTime missing(RawRecord record, PartitionClock partition, long nowMs) {
    return ofRecord(record, partition, nowMs, EventTime.Validity.MISSING);
  }

  /** The times of a record that should have an event time and whose value is malformed. */
  public EventTime invalid(RawRecord record, PartitionClock partition, long nowMs) {
    return ofRecord(record, partition, nowMs, EventTime.Validity.INVALID);
  }

  private EventTime ofRecord(
      RawRecord record, PartitionClock partition, long nowMs, EventTime.Validity validity) {
    partition.read(record, EventFields.NO_TIME, futureTolerance.toMillis(), nowMs);
    return new EventTime(record.timestampMs(), validity, partition.arrivalMs(), partition.stamp());
  }

  /**
   * The event's own time in milliseconds since the epoch, plausible or not; empty if it has none
   * that can be read.
   */
  public OptionalLong own(EventFields fields) {
    Candidate candidate = present(fields);
    long ownMs =
        candidate == null
            ? EventFields.NO_TIME
            : fields.epochMillis(candidate.slot(), candidate.format());
    return ownMs == EventFields.NO_TIME ? OptionalLong.empty() : OptionalLong.of(ownMs);
  }

  private @Nullable Candidate present(EventFields fields) {
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      FieldKind kind = fields.kind(candidate.slot());
      if (kind != FieldKind.ABSENT && kind != FieldKind.NULL) {
        return candidate;
      }
    }
    return null;
  }
}
