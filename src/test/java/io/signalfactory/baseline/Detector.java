package io.signalfactory.baseline;

/** Decides for every hour of a series whether it is unusual, by the hours before it. */
interface Detector {

  String name();

  /** The same method with a threshold of its own, to be chosen on other series. */
  double[] thresholds();

  /**
   * For every threshold, whether each hour is unusual.
   *
   * @param thresholds the deviations from which on an hour is unusual
   */
  boolean[][] unusual(LabelledSeries series, double[] thresholds);
}
