package io.signalfactory.baseline;

import java.util.Arrays;

/**
 * The usual counts in each slot of a season and their level, learnt from the hours before one hour.
 * The logarithm of a count is the sum of a level and the share of its slot.
 *
 * <ul>
 *   <li>The level at an hour compares each of the seven days before it with the usual sum of its
 *       slots, and is the median of the seven. It follows growth with a constant delay, so steady
 *       growth cancels out; one to three bad days do not change it.
 *   <li>The share of a slot is the median of its counts, each relative to the level at its own
 *       hour.
 * </ul>
 *
 * <p>All arrays end just before the hour: index {@code length} is the hour itself. A count that is
 * not known is NaN.
 */
final class SeasonModel {

  static final int DAY = 24;
  static final int WEEK = 7 * DAY;

  /** Added to counts so that the logarithm of zero events is finite. */
  private static final double HALF = 0.5;

  /** Added to the totals of days, so that few events say little about the level. */
  private static final double SHRINK = 10;

  /** If two days differ from their week by more than this (as a logarithm), the level is new. */
  private static final double NEW_LEVEL = 0.15;

  private static final int LEVEL_DAYS = 7;
  private static final int ENOUGH_OF_A_DAY = DAY / 2;

  /** Median and 90th percentile of the square of a standard normal deviate. */
  private static final double CHI_SQUARED_50 = 0.4549;

  private static final double CHI_SQUARED_90 = 2.7055;

  /** The dispersion of all slots has the weight of this many samples of the slot itself. */
  private static final double POOLED_WEIGHT = 30;

  private final double[] counts;
  private final int period;
  private final double[] level;

  /**
   * The level of the last two days if both differ from the week in the same way; else the week's.
   */
  private final double[] recentLevel;

  private final Sorted[] slots;
  private final double[] implied50;
  private final double[] implied90;
  private final double dispersionOfAll;

  /**
   * @param counts the count of each hour; the last one is just before the hour
   * @param first the index of the first known hour
   * @param period the length of the season in hours
   */
  SeasonModel(double[] counts, int first, int period) {
    this.counts = counts;
    this.period = period;
    this.level = new double[counts.length + 1];
    this.recentLevel = new double[counts.length + 1];
    findLevels(first);
    this.slots = shares();
    this.implied50 = new double[counts.length];
    this.implied90 = new double[counts.length];
    imply();
    this.dispersionOfAll = robust(1, 0);
  }

  private int slot(int index) {
    return Math.floorMod(index - counts.length, period);
  }

  /** How many samples the slot {@code hours} after the hour's own slot has. */
  int samples(int hours) {
    Sorted own = slots[Math.floorMod(hours, period)];
    return own == null ? 0 : own.size();
  }

  private void findLevels(int first) {
    double[] profile = new double[period];
    double[] scratch = new double[counts.length];
    for (int slot = 0; slot < period; slot++) {
      int found = 0;
      for (int i = firstOf(slot); i < counts.length; i += period) {
        if (!Double.isNaN(counts[i])) {
          scratch[found++] = counts[i];
        }
      }
      profile[slot] = found == 0 ? Double.NaN : Sorted.of(scratch, found).median();
    }
    double[] counted = new double[counts.length + 1];
    double[] usual = new double[counts.length + 1];
    int[] known = new int[counts.length + 1];
    for (int i = 0; i < counts.length; i++) {
      boolean seen = !Double.isNaN(counts[i]);
      counted[i + 1] = counted[i] + (seen ? counts[i] : 0);
      usual[i + 1] = usual[i] + (seen ? profile[slot(i)] : 0);
      known[i + 1] = known[i] + (seen ? 1 : 0);
    }
    // There is no week before the first week: it gets the level that it has at its end.
    int settled = Math.min(counts.length, first + WEEK);
    double[] days = new double[LEVEL_DAYS];
    for (int i = settled; i <= counts.length; i++) {
      int found = 0;
      for (int end = i; end > Math.max(0, i - WEEK); end -= DAY) {
        int start = Math.max(0, end - DAY);
        if (known[end] - known[start] >= ENOUGH_OF_A_DAY) {
          days[found++] =
              Math.log(
                  (counted[end] - counted[start] + SHRINK) / (usual[end] - usual[start] + SHRINK));
        }
      }
      if (found > 0) {
        level[i] = Sorted.of(days, found).median();
      } else if (i > settled) {
        level[i] = level[i - 1];
      }
      recentLevel[i] = found < 2 ? level[i] : recent(level[i], days[0], days[1]);
    }
    Arrays.fill(level, 0, settled, level[settled]);
    Arrays.fill(recentLevel, 0, settled, level[settled]);
  }

  /** Of two days the one that is nearer to the week, so that one bad day changes nothing. */
  private static double recent(double week, double lastDay, double dayBefore) {
    double last = lastDay - week;
    double before = dayBefore - week;
    if (last * before <= 0) {
      return week;
    }
    return week + (Math.abs(last) < Math.abs(before) ? last : before);
  }

  private int firstOf(int slot) {
    return Math.floorMod(counts.length + slot, period);
  }

  private Sorted[] shares() {
    Sorted[] shares = new Sorted[period];
    double[] scratch = new double[counts.length];
    for (int slot = 0; slot < period; slot++) {
      int found = 0;
      for (int i = firstOf(slot); i < counts.length; i += period) {
        if (!Double.isNaN(counts[i])) {
          scratch[found++] = share(i);
        }
      }
      shares[slot] = found == 0 ? null : Sorted.of(scratch, found);
    }
    return shares;
  }

  private double share(int index) {
    return Math.log(counts[index] + HALF) - level[index];
  }

  /** Computes the dispersion that each count implies, if others of its slot can predict it. */
  private void imply() {
    for (int i = 0; i < counts.length; i++) {
      implied50[i] = Double.NaN;
      implied90[i] = Double.NaN;
      if (Double.isNaN(counts[i])) {
        continue;
      }
      Sorted own = slots[slot(i)];
      if (own.size() < 2) {
        continue;
      }
      double share = own.medianWithout(share(i));
      double expected = Math.exp(share + level[i]) - HALF;
      if (expected < 1) {
        continue;
      }
      implied50[i] = Spread.impliedBy(counts[i], expected, CHI_SQUARED_50);
      implied90[i] = Spread.impliedBy(counts[i], expected, CHI_SQUARED_90);
      if (Math.abs(recentLevel[i] - level[i]) > NEW_LEVEL) {
        // What a new level explains is not noise.
        double recent = Math.max(1, Math.exp(share + recentLevel[i]) - HALF);
        implied50[i] = Math.min(implied50[i], Spread.impliedBy(counts[i], recent, CHI_SQUARED_50));
        implied90[i] = Math.min(implied90[i], Spread.impliedBy(counts[i], recent, CHI_SQUARED_90));
      }
    }
  }

  /** The dispersion of the hour's slot and its neighbours, combined with that of all slots. */
  double dispersion() {
    double all = dispersionOfAll;
    double near = robust(period, 1);
    if (Double.isNaN(all)) {
      return Double.NaN;
    }
    int n = 3 * samples(0);
    return Double.isNaN(near) || period < 3
        ? all
        : (n * near + POOLED_WEIGHT * all) / (n + POOLED_WEIGHT);
  }

  /** The dispersion of all slots; NaN if no count could be predicted yet. */
  double dispersionOfAll() {
    return dispersionOfAll;
  }

  /**
   * The dispersion of slots at most {@code reach} hours away, in a season of {@code every} hours.
   */
  private double robust(int every, int reach) {
    double[] half = new double[counts.length];
    double[] most = new double[counts.length];
    int found = 0;
    for (int i = 0; i < counts.length; i++) {
      int away = Math.floorMod(i - counts.length + reach, every);
      if (away <= 2 * reach && !Double.isNaN(implied50[i])) {
        half[found] = implied50[i];
        most[found++] = implied90[i];
      }
    }
    if (found == 0) {
      return Double.NaN;
    }
    double median = Math.max(Sorted.of(half, found).median(), 1e-6);
    // Heavy tails count up to twice the scale; what is beyond that is an incident and not noise.
    return Math.max(median, Math.min(4 * median, Sorted.of(most, found).quantile(0.9)));
  }

  /** The expected count of the hour; NaN if its slot has no sample. */
  double expected() {
    return expected(level[counts.length]);
  }

  /** The expected count of the hour if the level of the last two days stays. */
  double expectedAtRecentLevel() {
    return expected(recentLevel[counts.length]);
  }

  private double expected(double atLevel) {
    return slots[0] == null
        ? Double.NaN
        : Math.max(0, Math.exp(slots[0].median() + atLevel) - HALF);
  }

  /** The slot's {@code rank}-th smallest count, converted to the hour's level. */
  double smallest(int rank) {
    return Math.max(0, Math.exp(slots[0].smallest(rank) + level[counts.length]) - HALF);
  }

  /** The slot's {@code rank}-th largest count, converted to the hour's level. */
  double largest(int rank) {
    return Math.max(0, Math.exp(slots[0].largest(rank) + level[counts.length]) - HALF);
  }
}
