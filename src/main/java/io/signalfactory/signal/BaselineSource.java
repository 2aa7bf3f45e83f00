package io.signalfactory.signal;

import io.signalfactory.baseline.HourlyBaseline;
import io.signalfactory.contract.Slos.AnomalyDetection;

/** Gives the baselines of one dataset. */
@FunctionalInterface
interface BaselineSource {

  /**
   * The baseline of an hour, learnt from all hours before it. Takes up to two milliseconds the
   * first time that it is requested for an hour.
   *
   * @param hour in hours since the epoch; all hours before it are closed
   * @param how how the contract wants unusual volume to be detected
   */
  HourlyBaseline of(long hour, AnomalyDetection how);
}
