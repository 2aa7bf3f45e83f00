package io.signalfactory.baseline;

import java.util.Arrays;

/**
 * What counts were usual in each slot of a season, and at which level, learnt from the hours before
 * one hour. Logarithms of counts are split into a level and a slot's share of it.
 *
 * <ul>
 *   <li>The level at an hour is the median, over the seven days before it, of a day's total against
 *       what its slots usually add up to. It lags behind growth by the same time wherever it is
 *       taken, so steady growth cancels out; one to three bad days do not move it.
 *   <li>A slot's share is the median of its counts, each against the level at its own hour.
 * </ul>
 *
 * <p>Works on arrays that end right before the hour: index {@code length} is the hour itself. A
 * count that is not known is NaN.
 */
final class SeasonModel {

  static final int DAY = 24;
  static final int WEEK = 7 * DAY;

  /** Keeps logarithms finite where nothing was counted. */
  private static final double HALF = 0.5;

  /** A day's total is taken for its level's sign only if it can be told from chance. */
  private static final double SHRINK = 10;

  /** Two days that are further than this from their week, as a logarithm, have a new level. */
  private static final double NEW_LEVEL = 0.15;

  private static final int LEVEL_DAYS = 7;
  private static final int ENOUGH_OF_A_DAY = DAY / 2;

  /** Median and 90th percentile of the square of a standard normal deviate. */
  private static final double CHI_SQUARED_50 = 0.4549;

  private static final double CHI_SQUARED_90 = 2.7055;

  /** Samples of all slots weigh like so many of the slot's own in its dispersion. */
  private static final double POOLED_WEIGHT = 30;

  private final double[] counts;
  private final int period;
  private final double[] level;

  /** The level of the last two days, if both have left the week's; else the week's. */
  private final double[] levelOfLate;

  private final Sorted[] slots;
  private final double[] implied50;
  private final double[] implied90;
  private final double dispersionOfAll;

  /**
   * @param counts what was counted in each hour; the last is the one right before the hour
   * @param first the index of the first hour that is known
   * @param period how many hours until a slot comes again
   */
  SeasonModel(double[] counts, int first, int period) {
    this.counts = counts;
    this.period = period;
    this.level = new double[counts.length + 1];
    this.levelOfLate = new double[counts.length + 1];
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

  /** The samples of the slot {@code hours} after the hour's own. */
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
    // The first week has no week before it: it is taken at its own level.
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
      levelOfLate[i] = found < 2 ? level[i] : ofLate(level[i], days[0], days[1]);
    }
    Arrays.fill(level, 0, settled, level[settled]);
    Arrays.fill(levelOfLate, 0, settled, level[settled]);
  }

  /** Of two days the one that is nearer to the week, so that one bad day says nothing. */
  private static double ofLate(double week, double lastDay, double dayBefore) {
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

  /** Of every count that can be predicted from others of its slot, the dispersion it implies. */
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
      if (Math.abs(levelOfLate[i] - level[i]) > NEW_LEVEL) {
        // What a new level has explained is no noise.
        double ofLate = Math.max(1, Math.exp(share + levelOfLate[i]) - HALF);
        implied50[i] = Math.min(implied50[i], Spread.impliedBy(counts[i], ofLate, CHI_SQUARED_50));
        implied90[i] = Math.min(implied90[i], Spread.impliedBy(counts[i], ofLate, CHI_SQUARED_90));
      }
    }
  }

  /** The dispersion of the hour's slot, with its neighbours, held by that of all slots. */
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

  /** The dispersion of all slots; NaN if nothing could be predicted yet. */
  double dispersionOfAll() {
    return dispersionOfAll;
  }

  /** Over slots at most {@code reach} hours from the hour's, in a season of {@code every} hours. */
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
    // Heavy tails count, up to twice the scale: beyond are incidents, not noise.
    return Math.max(median, Math.min(4 * median, Sorted.of(most, found).quantile(0.9)));
  }

  /** What is expected of the hour; NaN if its slot was never seen. */
  double expected() {
    return expected(level[counts.length]);
  }

  /** What would be expected if the level of the last two days is there to stay. */
  double expectedOfLate() {
    return expected(levelOfLate[counts.length]);
  }

  private double expected(double atLevel) {
    return slots[0] == null
        ? Double.NaN
        : Math.max(0, Math.exp(slots[0].median() + atLevel) - HALF);
  }

  /** What the slot's {@code rank}-th smallest count would be at the hour's level. */
  double smallest(int rank) {
    return Math.max(0, Math.exp(slots[0].smallest(rank) + level[counts.length]) - HALF);
  }

  /** What the slot's {@code rank}-th largest count would be at the hour's level. */
  double largest(int rank) {
    return Math.max(0, Math.exp(slots[0].largest(rank) + level[counts.length]) - HALF);
  }
}
