package io.signalfactory.contract;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which records of which topic a contract is about, and how their time and producer are found.
 *
 * @param urn the dataset's URN, {@code urn:dp:<domain>:<name>}
 * @param topic the raw topic that carries the dataset
 * @param match tells the dataset's records from others on the same topic; null where it has the
 *     topic to itself
 * @param eventTime the path of the field that holds the event time; null for the first present of
 *     {@code event_time}, {@code eventTime}, {@code created_at}, {@code timestamp}
 * @param producer the service to assume where a record names none (confidence MEDIUM); null for
 *     none
 * @param futureTolerance how far an event time may lie ahead of its record's arrival; default 5
 *     minutes
 * @param lateRetention how long after an event's time a late event still amends its window; older
 *     events warn {@code EVENT_TIME_TOO_OLD}; default 48 hours
 * @param grace how long after its end a calendar hour waits for late events before it is judged;
 *     default one minute; an event that arrives longer than this after its time is late
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

  /** How far an event time may lie ahead of the record's arrival where the contract is silent. */
  public static final Duration DEFAULT_FUTURE_TOLERANCE = Duration.ofMinutes(5);

  /** How long a late event still amends its window where the contract is silent. */
  public static final Duration DEFAULT_LATE_RETENTION = Duration.ofDays(2);

  /** How long an hour waits for late events where the contract is silent. */
  public static final Duration DEFAULT_GRACE = Duration.ofMinutes(1);
}
