package io.signalfactory.infer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How many records a topic got over time, reckoned from some of them: between two records of a
 * partition, as many came as their offsets are apart, evenly.
 */
final class Pace {

  private static final long HOUR_MS = Duration.ofHours(1).toMillis();
  private static final long STEP_MS = Duration.ofMinutes(15).toMillis();
  private static final int MOST_STEPS = 1_000;
  private static final double ROUNDING = 1e-6;

  private final long[] times;
  private final double[] counts;

  private Pace(long[] times, double[] counts) {
    this.times = times;
    this.counts = counts;
  }

  /** When a record came. */
  record Stamp(int partition, long offset, long ms) {}

  /** How many records came in two hours, the one with the fewest and the one with the most. */
  record Hours(long fewest, long most) {}

  /**
   * The pace of a topic.
   *
   * @return empty if no two records of a partition have different times
   */
  static Optional<Pace> of(List<Stamp> stamps) {
    Map<Integer, List<Stamp>> partitions = new TreeMap<>();
    stamps.forEach(
        stamp -> partitions.computeIfAbsent(stamp.partition(), p -> new ArrayList<>()).add(stamp));
    TreeMap<Long, Double> slopes = new TreeMap<>();
    TreeMap<Long, Double> jumps = new TreeMap<>();
    partitions.values().forEach(ofOne -> addPartition(ofOne, slopes, jumps));
    if (slopes.size() < 2) {
      return Optional.empty();
    }
    TreeMap<Long, Double> knots = new TreeMap<>(slopes);
    knots.putAll(jumps);
    long[] times = new long[knots.size()];
    double[] counts = new double[knots.size()];
    double slope = 0;
    int i = 0;
    for (long time : knots.keySet()) {
      times[i] = time;
      counts[i] =
          (i == 0 ? 0 : counts[i - 1] + slope * (time - times[i - 1]))
              + jumps.getOrDefault(time, 0.0);
      slope += slopes.getOrDefault(time, 0.0);
      i++;
    }
    return Optional.of(new Pace(times, counts));
  }

  private static void addPartition(
      List<Stamp> stamps, Map<Long, Double> slopes, Map<Long, Double> jumps) {
    stamps.sort(Comparator.comparingLong(Stamp::offset));
    long offset = stamps.get(0).offset();
    long ms = stamps.get(0).ms();
    for (Stamp next : stamps) {
      long came = next.offset() - offset;
      if (next.ms() > ms) {
        double slope = (double) came / (next.ms() - ms);
        slopes.merge(ms, slope, Double::sum);
        slopes.merge(next.ms(), -slope, Double::sum);
        ms = next.ms();
      } else if (came > 0) {
        jumps.merge(ms, (double) came, Double::sum);
      }
      offset = next.offset();
    }
  }

  Instant from() {
    return Instant.ofEpochMilli(times[0]);
  }

  Instant to() {
    return Instant.ofEpochMilli(times[times.length - 1]);
  }

  Duration span() {
    return Duration.between(from(), to());
  }

  /** How many records came in all. */
  double count() {
    return counts[counts.length - 1];
  }

  /** The hours with the fewest and the most records; empty if less than an hour was seen. */
  Optional<Hours> hours() {
    long last = times[times.length - 1] - HOUR_MS;
    if (last < times[0]) {
      return Optional.empty();
    }
    long step = Math.max(STEP_MS, (last - times[0]) / MOST_STEPS);
    double fewest = Double.MAX_VALUE;
    double most = 0;
    for (long from = times[0]; from <= last; from += step) {
      double count = countAt(from + HOUR_MS) - countAt(from);
      fewest = Math.min(fewest, count);
      most = Math.max(most, count);
    }
    return Optional.of(new Hours(Math.round(fewest), Math.round(most)));
  }

  private double countAt(long ms) {
    int low = 0;
    int high = times.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (times[middle] <= ms) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    if (times[low] == ms || low == times.length - 1) {
      return counts[low];
    }
    // A jump is at the end of its stretch, so it is not spread over it.
    double share = (double) (ms - times[low]) / (times[low + 1] - times[low]);
    return counts[low] + share * (counts[low + 1] - counts[low]);
  }

  /**
   * The longest time in which fewer records came than these.
   *
   * @param records at least 1; more if only each n-th is meant
   */
  Duration longestQuiet(double records) {
    long longest = 0;
    int to = 0;
    for (int from = 0; from < times.length; from++) {
      while (to < times.length && counts[to] - counts[from] < records - ROUNDING) {
        to++;
      }
      long end = times[Math.min(to, times.length - 1)];
      longest = Math.max(longest, end - times[from]);
    }
    return Duration.ofMillis(longest);
  }
}
