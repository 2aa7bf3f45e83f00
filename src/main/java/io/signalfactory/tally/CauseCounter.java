package io.signalfactory.tally;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Counts causes in bounded space by the Space-Saving algorithm: when the counter is full, a new
 * cause replaces the one with the lowest count and starts from that count, which becomes the bound
 * of its error. A cause with more than {@code 1/CAPACITY} of all occurrences is always kept.
 *
 * <p>Source: A. Metwally, D. Agrawal, A. El Abbadi, "Efficient Computation of Frequent and Top-k
 * Elements in Data Streams", ICDT 2005.
 */
final class CauseCounter {

  /**
   * Causes kept: more than a person reads, and few enough for a tally that is sent every second.
   */
  static final int CAPACITY = 32;

  private final Map<ObservedCause, CauseCount> counts = new LinkedHashMap<>();

  /**
   * Counts an occurrence.
   *
   * @param sample called only if the cause is not counted yet
   */
  void add(ObservedCause cause, long arrivalMs, Supplier<Sample> sample) {
    CauseCount known = counts.get(cause);
    if (known != null) {
      known.count++;
      return;
    }
    long inherited = counts.size() < CAPACITY ? 0 : evictLeast();
    counts.put(cause, new CauseCount(inherited + 1, inherited, arrivalMs, sample.get()));
  }

  /** Adds a counted cause as it is, to restore a counter from its {@link #list}. */
  void restore(CountedCause counted) {
    counts.put(
        counted.cause(),
        new CauseCount(counted.count(), counted.error(), counted.firstSeenMs(), counted.sample()));
  }

  /** The causes in the order in which they were added. */
  List<CountedCause> list() {
    List<CountedCause> list = new ArrayList<>(counts.size());
    counts.forEach(
        (cause, counted) ->
            list.add(
                new CountedCause(
                    cause, counted.count, counted.error, counted.firstSeenMs, counted.sample)));
    return list;
  }

  private long evictLeast() {
    ObservedCause least = null;
    long leastCount = Long.MAX_VALUE;
    for (Map.Entry<ObservedCause, CauseCount> entry : counts.entrySet()) {
      if (entry.getValue().count < leastCount) {
        least = entry.getKey();
        leastCount = entry.getValue().count;
      }
    }
    counts.remove(least);
    return leastCount;
  }

  private static final class CauseCount {
    private long count;
    private final long error;
    private final long firstSeenMs;
    private final Sample sample;

    private CauseCount(long count, long error, long firstSeenMs, Sample sample) {
      this.count = count;
      this.error = error;
      this.firstSeenMs = firstSeenMs;
      this.sample = sample;
    }
  }
}
