package io.signalfactory.signal;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.DatasetSelector;
import io.signalfactory.contract.Slos;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a dataset is judged by: its contract or, where none is in force, the defaults.
 *
 * @param contract the contract in force; null if there is none
 */
public record Terms(@Nullable Contract contract) {

  private static final int QUIET_TIER = 3;

  /** While reading goes on, the last closed calendar hour began at most this many minutes ago. */
  private static final int TWO_HOURS = 120;

  /** Two days, and the hour that is running. */
  private static final int SHOWN_BY_MINUTE = 49 * 60;

  /** By how many minutes an hour may be closed after its grace and still be judged in full. */
  private static final int CLOSED_LATE = 10;

  /** The service levels; none without a contract. */
  Slos slos() {
    return contract == null ? Slos.NONE : contract.slos();
  }

  /** How long a calendar hour waits for late events before it is closed. */
  Duration grace() {
    return contract == null ? DatasetSelector.DEFAULT_GRACE : contract.dataset().grace();
  }

  /** How long late events are still counted. */
  Duration lateRetention() {
    return contract == null
        ? DatasetSelector.DEFAULT_LATE_RETENTION
        : contract.dataset().lateRetention();
  }

  /** How unusual volume is looked for; null where the contract does not ask for it. */
  public Slos.@Nullable AnomalyDetection anomalyDetection() {
    Slos.Volume volume = slos().volume();
    Slos.AnomalyDetection how = volume == null ? null : volume.anomalyDetection();
    return how != null && how.enabled() ? how : null;
  }

  /**
   * How many minutes, the current one included, a {@link DatasetView} has to have for a judgement.
   */
  public int minutesNeeded() {
    Slos slos = slos();
    int needed = TWO_HOURS + (int) grace().toMinutes() + CLOSED_LATE;
    if (slos.volume() != null) {
      // too few events is judged with one minute more than the window
      needed = Math.max(needed, slos.volume().windowMinutes() + 1);
    }
    if (slos.compliance() != null) {
      needed = Math.max(needed, slos.compliance().windowMinutes());
    }
    if (slos.quality() != null) {
      needed = Math.max(needed, slos.quality().windowMinutes());
    }
    return needed;
  }

  /**
   * For how many minutes counts are stored: as long as late events, a window or charts of two days
   * need them.
   */
  public long minutesRetained() {
    return Math.max(
        SHOWN_BY_MINUTE, Math.max(lateRetention().plusHours(1).toMinutes(), minutesNeeded()));
  }

  /** A state as bad as the tier lets it be: WARNING at most for tier 3. */
  State capped(State state) {
    boolean quiet = contract != null && contract.tier() == QUIET_TIER;
    return quiet && state == State.CRITICAL ? State.WARNING : state;
  }

  /** Why a signal without a limit is not judged. */
  String noLimit() {
    return contract == null ? "no contract" : "no limit in the contract";
  }

  /** Why a signal that had a limit is no longer judged. */
  String limitGone() {
    return contract == null
        ? "the contract was retired"
        : "the contract does not set this limit any more";
  }
}
