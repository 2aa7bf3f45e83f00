package io.signalfactory.signal;

import io.signalfactory.contract.Slos;
import java.time.Duration;
import java.time.Instant;

/**
 * Volume by calendar hours, against the hourly limits as they are. An hour is judged once it is
 * closed, so that the answer is the same however late it was read; late events that amend it while
 * it is retained amend the judgement. A first hour that was not seen from its beginning is not
 * judged.
 */
public final class HourlyVolume {

  private HourlyVolume() {}

  /**
   * The state of one calendar hour; UNKNOWN while it is not closed, or if it was seen in part.
   *
   * @param start its beginning
   * @param events the events that it has
   * @param terms what the dataset is judged by
   * @param observed of which time its events are known in full
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
