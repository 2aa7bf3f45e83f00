package io.signalfactory.signal;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.Slos;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
   * @param contract the contract in force; null if there is none
   */
  public static State judge(
      Instant start, long events, @Nullable Contract contract, ObservedSpan observed) {
    if (!observed.covers(start, start.plus(Duration.ofHours(1)))) {
      return State.UNKNOWN;
    }
    Slos.Volume limits = contract == null ? null : contract.slos().volume();
    if (limits == null) {
      return State.OK;
    }
    Long min = limits.minEventsPerHour();
    Long max = limits.maxEventsPerHour();
    boolean missed = (min != null && events < min) || (max != null && events > max);
    return missed ? DatasetView.capped(State.CRITICAL, contract) : State.OK;
  }
}
