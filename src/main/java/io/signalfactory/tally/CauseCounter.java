package io.signalfactory.tally;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Counts causes in bounded space by the Space-Saving algorithm: when all places are taken, a
 * newcomer replaces the least counted cause and inherits its count, which becomes the bound of the
 * newcomer's error. Any cause with more than {@code 1/CAPACITY} of the occurrences is kept for
 * certain.
 *
 * <p>Source: A. Metwally, D. Agrawal, A. El Abbadi, "Efficient Computation of Frequent and Top-k
 * Elements in Data Streams", ICDT 2005.
 */
final class CauseCounter {

  /** Causes kept: more than a person reads, few enough for a record a second. */
  static final int CAPACITY = 32;

  private final Map<ObservedCause, Entry> entries = new LinkedHashMap<>();

  /**
   * Counts an occurrence.
   *
   * @param sample asked only if the cause takes a place
   */
  void add(ObservedCause cause, long arrivalMs, Supplier<Sample> sample) {
    Entry known = entries.get(cause);
    if (known != null) {
      known.count++;
      return;
    }
    long inherited = entries.size() < CAPACITY ? 0 : evictLeast();
    entries.put(cause, new Entry(inherited + 1, inherited, arrivalMs, sample.get()));
  }

  /** Takes a counted cause as it is, to restore a counter from what {@link #list} gave. */
  void restore(CountedCause counted) {
    entries.put(
        counted.cause(),
        new Entry(counted.count(), counted.error(), counted.firstSeenMs(), counted.sample()));
  }

  /** The causes in the order in which they took their places. */
  List<CountedCause> list() {
    List<CountedCause> list = new ArrayList<>(entries.size());
    entries.forEach(
        (cause, entry) ->
            list.add(
                new CountedCause(
                    cause, entry.count, entry.error, entry.firstSeenMs, entry.sample)));
    return list;
  }

  private long evictLeast() {
    ObservedCause least = null;
    long leastCount = Long.MAX_VALUE;
    for (Map.Entry<ObservedCause, Entry> entry : entries.entrySet()) {
      if (entry.getValue().count < leastCount) {
        least = entry.getKey();
        leastCount = entry.getValue().count;
      }
    }
    entries.remove(least);
    return leastCount;
  }

  private static final class Entry {
    private long count;
    private final long error;
    private final long firstSeenMs;
    private final Sample sample;

    private Entry(long count, long error, long firstSeenMs, Sample sample) {
      this.count = count;
      this.error = error;
      this.firstSeenMs = firstSeenMs;
      this.sample = sample;
    }
  }
}
