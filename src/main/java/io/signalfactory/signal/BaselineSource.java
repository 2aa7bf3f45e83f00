package io.signalfactory.signal;

import io.signalfactory.baseline.HourlyBaseline;
import io.signalfactory.contract.Slos.AnomalyDetection;

/** What is usual of a dataset's calendar hours. */
@FunctionalInterface
public interface BaselineSource {

  /**
   * What is usual of an hour, from all hours before it. May cost two milliseconds the first time
   * that an hour is asked for.
   *
   * @param hour in hours since the epoch; all hours before it are closed
   */
  HourlyBaseline of(long hour, AnomalyDetection how);
}
