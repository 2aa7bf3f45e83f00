package io.signalfactory.baseline;

/**
 * How far counts scatter about what is expected: their variance is {@code m + dispersion × m²} for
 * a mean {@code m}, that of the negative binomial distribution. The first term is the chance of
 * single events, which rules small counts; the second is everything that moves all events of an
 * hour alike, which rules large ones.
 *
 * <p>{@code (2/√φ) asinh √(φ (n + 3/8))} has a standard deviation of about 1 whatever the mean is;
 * distances are measured on that scale. Source: F. J. Anscombe, "The transformation of Poisson,
 * binomial and negative-binomial data", Biometrika 35 (1948), 246-254.
 *
 * @param dispersion φ; positive
 */
record Spread(double dispersion) {

  private static final double ANSCOMBE = 3.0 / 8;

  /** The count that lies {@code deviations} standard deviations above; 0 where there is none. */
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
   * The dispersion at which a count is {@code √quantile} standard deviations from what was
   * expected; negative if chance alone explains more. The median of this over many counts, with the
   * median of a squared normal deviate, is a robust estimate of the dispersion: half of the counts
   * are within it.
   */
  static double impliedBy(double count, double expected, double quantile) {
    double distance = 2 * (Math.sqrt(count + ANSCOMBE) - Math.sqrt(expected + ANSCOMBE));
    return (distance * distance / quantile - 1) / expected;
  }
}
