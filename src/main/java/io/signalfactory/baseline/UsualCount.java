package io.signalfactory.baseline;

/**
 * What is usual for one count: from the smallest to the largest count that comparable hours let
 * expect, plus or minus their spread. ADR 0008 describes the method and the reasons for it.
 */
final class UsualCount {

  /** With this many weeks, hours of the week can be used in place of hours of the day. */
  private static final int WEEKS_TO_PREFER = 3;

  /** They are used if their dispersion is smaller by this factor (2/3 in standard deviations). */
  private static final double CLEARLY_BETTER = 0.45;

  /** However regular the past was, 3 % are one standard deviation. */
  private static final double LEAST_DISPERSION = 0.03 * 0.03;

  /** If no count could be predicted yet: half or double is one standard deviation. */
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
    // Counts that were there often enough are usual, however far they are from the others.
    int often = Math.max(samples < 14 ? 2 : 3, (int) Math.ceil(samples * 0.1));
    this.lowestSeen = samples < often ? least : Math.min(least, season.smallest(often));
    this.highestSeen = samples < often ? most : Math.max(most, season.largest(often));
    this.caution = 1 + 6.0 / knownHours;
  }

  /**
   * Learns from the hours before one hour.
   *
   * @param counts the count of each hour, NaN if it is not known; the last one is just before the
   *     hour
   * @param first the index of the first known hour; there must be one
   * @param period the length of the season in hours: 1, 24 or 168
   */
  static UsualCount of(double[] counts, int first, int period) {
    SeasonModel season = new SeasonModel(counts, first, period);
    if (season.samples(0) == 0) {
      throw new IllegalArgumentException("the hour's slot has no sample: check the samples first");
    }
    int known = 0;
    for (double count : counts) {
      known += Double.isNaN(count) ? 0 : 1;
    }
    double dispersion = season.dispersion();
    double least = Math.min(season.expected(), season.expectedAtRecentLevel());
    double most = Math.max(season.expected(), season.expectedAtRecentLevel());
    if (period < SeasonModel.WEEK) {
      SeasonModel week = new SeasonModel(counts, first, SeasonModel.WEEK);
      int weeks = week.samples(0);
      double better = week.dispersionOfAll() / season.dispersionOfAll();
      if (weeks >= WEEKS_TO_PREFER && better < CLEARLY_BETTER) {
        return new UsualCount(
            week,
            Math.min(week.expected(), week.expectedAtRecentLevel()),
            Math.max(week.expected(), week.expectedAtRecentLevel()),
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
   * The usual range.
   *
   * @param deviations how many standard deviations are usual
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
