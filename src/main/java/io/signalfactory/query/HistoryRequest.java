package io.signalfactory.query;

/**
 * Which minutes of a dataset are asked for, by event time.
 *
 * @param datasetUrn the dataset
 * @param fromMinute the first minute, in minutes since the epoch
 * @param toMinute the minute after the last, in minutes since the epoch; later than the first
 */
public record HistoryRequest(String datasetUrn, long fromMinute, long toMinute) {

  /**
   * @throws IllegalArgumentException if there is no minute in between
   */
  public HistoryRequest {
    if (fromMinute >= toMinute) {
      throw new IllegalArgumentException(
          "a history from minute " + fromMinute + " to minute " + toMinute + " has no minutes");
    }
  }
}
