package io.signalfactory.contract;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which records of which topic belong to a dataset, and how their time and producer are found.
 *
 * @param urn the dataset's URN, {@code urn:dp:<domain>:<name>}
 * @param topic the raw topic of the dataset
 * @param match the condition for a record to belong to the dataset; null if all records of the
 *     topic belong to it
 * @param eventTime the path of the field with the event time; null for the first present of {@code
 *     event_time}, {@code eventTime}, {@code created_at}, {@code timestamp}
 * @param producer the service to assume if a record names none (confidence MEDIUM); null for none
 * @param futureTolerance how far an event time may be ahead of its record's arrival; default 5
 *     minutes
 * @param lateRetention how long after its event time a late event is still counted; an older event
 *     gets the warning {@code EVENT_TIME_TOO_OLD}; default 48 hours
 * @param grace how long a calendar hour waits for late events after its end before it is judged;
 *     default one minute. An event whose lag is longer than this is late
 */
public record DatasetSelector(
    String urn,
    String topic,
    @Nullable Match match,
    @Nullable FieldPath eventTime,
    @Nullable String producer,
    Duration futureTolerance,
    Duration lateRetention,
    Duration grace) {

  /** How far an event time may be ahead of the record's arrival if the contract gives no limit. */
  public static final Duration DEFAULT_FUTURE_TOLERANCE = Duration.ofMinutes(5);

  /** How long a late event is still counted if the contract gives no limit. */
  public static final Duration DEFAULT_LATE_RETENTION = Duration.ofDays(2);

  /** How long an hour waits for late events if the contract gives no time. */
  public static final Duration DEFAULT_GRACE = Duration.ofMinutes(1);
}
