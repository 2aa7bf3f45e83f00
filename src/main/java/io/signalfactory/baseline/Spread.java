package io.signalfactory.baseline;

/**
 * How much counts vary around the expected count: their variance is {@code m + dispersion × m²} for
 * a mean {@code m}, as in the negative binomial distribution. The first term is the randomness of
 * single events, which is the larger one for small counts; the second is everything that affects
 * all events of an hour together, which is the larger one for large counts.
 *
 * <p>{@code (2/√φ) asinh √(φ (n + 3/8))} has a standard deviation of about 1 for every mean;
 * distances are measured on that scale. Source: F. J. Anscombe, "The transformation of Poisson,
 * binomial and negative-binomial data", Biometrika 35 (1948), 246-254.
 *
 * @param dispersion φ; positive
 */
record Spread(double dispersion) {

  private static final double ANSCOMBE = 3.0 / 8;

  /**
   * The count that is some standard deviations away from the expected one; 0 if there is none.
   *
   * @param deviations how many; negative for a smaller count
   */
  double from(double expected, double deviations) {
    double root = Math.sqrt(dispersion);
    double stable = asinh(Math.sqrt(dispersion * (expected + ANSCOMBE))) + deviations * root / 2;
    if (stable <= 0) {
      return 0;
    }
    double sinh = Math.sinh(stable);
    return Math.max(0, sinh * sinh / dispersion - ANSCOMBE);
  }

  private static double asinh(double x) {
    return Math.log(x + Math.sqrt(x * x + 1));
  }

  /**
   * The dispersion at which a count is {@code √quantile} standard deviations away from the expected
   * one; negative if randomness of single events explains more than that. With the median of a
   * squared normal deviate as quantile, the median over many counts is a robust estimate of their
   * dispersion: half of the counts are within it.
   */
  static double impliedBy(double count, double expected, double quantile) {
    double distance = 2 * (Math.sqrt(count + ANSCOMBE) - Math.sqrt(expected + ANSCOMBE));
    return (distance * distance / quantile - 1) / expected;
  }
}
