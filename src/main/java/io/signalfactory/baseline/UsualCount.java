package io.signalfactory.baseline;

/**
 * What is usual of one count: between the least and the most that its comparable hours let expect,
 * give or take their spread. How it is found, and why so, is in ADR 0008.
 */
final class UsualCount {

  /** So many weeks have to agree before hours of the week stand in for hours of the day. */
  private static final int WEEKS_TO_PREFER = 3;

  /** The dispersion by weeks has to be this much smaller: two thirds of the standard deviation. */
  private static final double CLEARLY_BETTER = 0.45;

  /** However regular the past was, three in a hundred are one standard deviation. */
  private static final double LEAST_DISPERSION = 0.03 * 0.03;

  /** Where nothing could be predicted yet: half or double is one standard deviation. */
  private static final double UNKNOWN_DISPERSION = 0.25;

  private static final double FAR = 2;

  private final double expected;
  private final double least;
  private final double most;
  private final double lowestSeen;
  private final double highestSeen;
  private final Spread spread;
  private final double caution;

  private UsualCount(
      SeasonModel season, double least, double most, double dispersion, int knownHours) {
    this.expected = season.expected();
    this.least = least;
    this.most = most;
    this.spread = new Spread(Math.max(LEAST_DISPERSION, dispersion));
    int samples = season.samples(0);
    // What has been seen often enough is usual, however far it is from the rest.
    int often = Math.max(samples < 14 ? 2 : 3, (int) Math.ceil(samples * 0.1));
    this.lowestSeen = samples < often ? least : Math.min(least, season.smallest(often));
    this.highestSeen = samples < often ? most : Math.max(most, season.largest(often));
    this.caution = 1 + 6.0 / knownHours;
  }

  /**
   * Learns from the hours before one.
   *
   * @param counts what was counted; the last is the hour right before; NaN where it is not known
   * @param first the index of the first that is known; there is one
   * @param period hours of the season: 1, 24 or 168
   */
  static UsualCount of(double[] counts, int first, int period) {
    SeasonModel season = new SeasonModel(counts, first, period);
    if (season.samples(0) == 0) {
      throw new IllegalArgumentException("the hour's slot has no sample: ask for samples first");
    }
    int known = 0;
    for (double count : counts) {
      known += Double.isNaN(count) ? 0 : 1;
    }
    double dispersion = season.dispersion();
    double least = Math.min(season.expected(), season.expectedOfLate());
    double most = Math.max(season.expected(), season.expectedOfLate());
    if (period < SeasonModel.WEEK) {
      SeasonModel week = new SeasonModel(counts, first, SeasonModel.WEEK);
      int weeks = week.samples(0);
      double better = week.dispersionOfAll() / season.dispersionOfAll();
      if (weeks >= WEEKS_TO_PREFER && better < CLEARLY_BETTER) {
        return new UsualCount(
            week,
            Math.min(week.expected(), week.expectedOfLate()),
            Math.max(week.expected(), week.expectedOfLate()),
            week.dispersion(),
            known);
      }
      if (weeks > 0) {
        least = Math.min(least, week.expected());
        most = Math.max(most, week.expected());
        dispersion = better < 1 ? better * dispersion : dispersion;
      }
    }
    return new UsualCount(
        season, least, most, Double.isNaN(dispersion) ? UNKNOWN_DISPERSION : dispersion, known);
  }

  /**
   * What is usual.
   *
   * @param deviations how many standard deviations are
   */
  Band within(double deviations) {
    double k = deviations * caution;
    double low = Math.min(spread.from(least, -k), spread.from(lowestSeen, -k / 2));
    double high = Math.max(spread.from(most, k), spread.from(highestSeen, k / 2));
    return new Band(
        expected,
        low,
        high,
        Math.min(low, spread.from(least, -FAR * k)),
        Math.max(high, spread.from(most, FAR * k)));
  }
}
