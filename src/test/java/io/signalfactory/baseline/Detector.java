package io.signalfactory.baseline;

/** Says of every hour of a series whether it is unusual, from the hours before it alone. */
interface Detector {

  String name();

  /** The same method with a threshold of its own, to be chosen on other series. */
  double[] thresholds();

  /**
   * For every threshold, whether each hour is unusual.
   *
   * @param thresholds those that alarms begin at
   */
  boolean[][] unusual(LabelledSeries series, double[] thresholds);
}
