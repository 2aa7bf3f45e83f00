package io.signalfactory.signal;

import io.signalfactory.contract.Slos;
import java.time.Duration;
import java.time.Instant;

/**
 * Judges the volume of single calendar hours against the hourly limits. An hour is judged when it
 * is closed, so the result does not depend on when its records were read. Late events still change
 * the result, as long as they are counted. An hour that was not observed from its beginning is not
 * judged.
 */
public final class HourlyVolume {

  private HourlyVolume() {}

  /**
   * The state of one calendar hour; UNKNOWN if it is not closed, or was observed only in part.
   *
   * @param start the beginning of the hour
   * @param events the events of the hour
   * @param terms what the dataset is judged by
   * @param observed for which span of time the events of the dataset are known in full
   */
  public static State judge(Instant start, long events, Terms terms, ObservedSpan observed) {
    if (!observed.covers(start, start.plus(Duration.ofHours(1)))) {
      return State.UNKNOWN;
    }
    Slos.Volume limits = terms.slos().volume();
    if (limits == null) {
      return State.OK;
    }
    Long min = limits.minEventsPerHour();
    Long max = limits.maxEventsPerHour();
    boolean missed = (min != null && events < min) || (max != null && events > max);
    return missed ? terms.capped(State.CRITICAL) : State.OK;
  }
}
