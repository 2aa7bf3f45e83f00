package io.signalfactory.sampling;

import java.time.Duration;

/**
 * How much a sample may cost.
 *
 * @param records how many records it has at most, at least 1
 * @param bytes after how many bytes of keys and values no more is read
 * @param time how long reading may take
 */
public record SampleLimits(int records, long bytes, Duration time) {

  /**
   * @throws IllegalArgumentException if there would be no record
   */
  public SampleLimits {
    if (records < 1) {
      throw new IllegalArgumentException("a sample has at least 1 record, not " + records);
    }
  }
}
