package io.signalfactory.stream.signals;

import io.signalfactory.contract.Slos;
import io.signalfactory.readiness.DatasetReadiness;
import io.signalfactory.readiness.Score;
import io.signalfactory.signal.Phase;
import io.signalfactory.tally.Senders;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds up, from the minutes of each dataset, how ready it is. An hour of minutes is read from the
 * store for that, so it is done some times per minute and dataset at most, less often the more
 * datasets there are, and only while there is time.
 */
final class ReadinessKeeper {

  /** How many datasets are added up in one tick. */
  private static final int PER_TICK = 10;

  private static final long LEAST_INTERVAL_MS = Duration.ofSeconds(10).toMillis();

  /** So that at most a hundred datasets are added up per second. */
  private static final long INTERVAL_PER_DATASET_MS = 10;

  private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();

  private final MinuteStore minutes;
  private final ReadinessStore store;
  private final ReadinessMeters meters;
  private final Map<String, Kept> datasets = new HashMap<>();
  private long intervalMs = LEAST_INTERVAL_MS;
  private int leftInTick;

  ReadinessKeeper(MinuteStore minutes, ReadinessStore store, ReadinessMeters meters) {
    this.minutes = minutes;
    this.store = store;
    this.meters = meters;
  }

  /** Takes note of how many datasets there are. */
  void among(int size) {
    intervalMs = Math.max(LEAST_INTERVAL_MS, size * INTERVAL_PER_DATASET_MS);
  }

  void beginTick() {
    leftInTick = PER_TICK;
  }

  /**
   * Adds a dataset up, if it is its turn.
   *
   * @param newestMinute its newest minute with events; {@link Long#MIN_VALUE} if there is none
   * @param volume what its contract promises of its volume; null for nothing
   * @param measured whether its volume is known
   */
  void follow(
      String urn, long newestMinute, Slos.@Nullable Volume volume, boolean measured, long nowMs) {
    if (newestMinute == Long.MIN_VALUE || leftInTick == 0) {
      return;
    }
    Kept kept = datasets.get(urn);
    if (kept != null && !kept.phase.isDue(kept.addedUpAtMs, nowMs, intervalMs)) {
      return;
    }
    if (kept == null) {
      kept = new Kept(new Phase(urn), store.get(urn));
      datasets.put(urn, kept);
    }
    leftInTick--;
    kept.addedUpAtMs = nowMs;
    // By the newest minute with events, as of many datasets there is no event in the last hour; but
    // not by a minute in the future.
    long to = Math.min(Math.floorDiv(nowMs, MINUTE_MS), newestMinute) + 1;
    long from = to - DatasetReadiness.MINUTES;
    Senders senders = minutes.senders(urn, from, to);
    DatasetReadiness now = new DatasetReadiness(from, to, limits(volume), measured, senders);
    if (!now.equals(kept.readiness)) {
      store.put(urn, now);
      kept.readiness = now;
    }
    meters.show(urn, Score.of(now.facts()).orElse(null));
  }

  private static boolean limits(Slos.@Nullable Volume volume) {
    if (volume == null) {
      return false;
    }
    Slos.AnomalyDetection anomalies = volume.anomalyDetection();
    return volume.minEventsPerHour() != null
        || volume.maxEventsPerHour() != null
        || (anomalies != null && anomalies.enabled());
  }

  /** Removes all that is kept of a dataset. */
  void forget(String urn) {
    datasets.remove(urn);
    store.forget(urn);
    meters.forget(urn);
  }

  private static final class Kept {
    private final Phase phase;
    private @Nullable DatasetReadiness readiness;
    private long addedUpAtMs;

    private Kept(Phase phase, @Nullable DatasetReadiness readiness) {
      this.phase = phase;
      this.readiness = readiness;
    }
  }
}
