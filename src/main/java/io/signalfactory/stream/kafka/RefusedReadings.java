package io.signalfactory.stream.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The readings of one consumer that the cluster refuses. Each rests for a while and is then tried
 * again; it counts as refused until a trial has lasted as long without another refusal, as a topic
 * without new records gives no other sign. Not thread-safe.
 */
final class RefusedReadings {

  static final Duration TRIAL_EVERY = Duration.ofSeconds(5);

  private final Map<RawReading, Long> restingSince = new HashMap<>();
  private final Map<RawReading, Long> triedSince = new HashMap<>();

  boolean isEmpty() {
    return restingSince.isEmpty() && triedSince.isEmpty();
  }

  /** Whether nothing must be fetched for this reading now. */
  boolean rests(RawReading reading) {
    return restingSince.containsKey(reading);
  }

  /** The cluster has refused this reading. */
  void refuse(RawReading reading, long nowNanos) {
    triedSince.remove(reading);
    restingSince.put(reading, nowNanos);
  }

  /** Begins to try those that have rested long enough, and answers which they are. */
  List<RawReading> tryAgain(long nowNanos) {
    List<RawReading> rested = old(restingSince, nowNanos);
    for (RawReading reading : rested) {
      restingSince.remove(reading);
      triedSince.put(reading, nowNanos);
    }
    return rested;
  }

  /** Forgets those whose trial was not refused, and answers which they are. */
  List<RawReading> takeUnrefused(long nowNanos) {
    List<RawReading> readable = old(triedSince, nowNanos);
    readable.forEach(triedSince::remove);
    return readable;
  }

  void remove(RawReading reading) {
    restingSince.remove(reading);
    triedSince.remove(reading);
  }

  private static List<RawReading> old(Map<RawReading, Long> since, long nowNanos) {
    return since.entrySet().stream()
        .filter(entry -> nowNanos - entry.getValue() >= TRIAL_EVERY.toNanos())
        .map(Map.Entry::getKey)
        .toList();
  }
}
