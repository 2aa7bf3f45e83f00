package io.signalfactory.lookback;

import java.time.Duration;

/**
 * How much one question may cost.
 *
 * @param records how many records are read, at most a few more
 * @param bytes how many bytes of values are read, at most a few more
 * @param time how long it may take, with opening the topic
 * @param atATime how many questions are answered at a time; each has a consumer of its own
 */
public record LookbackLimits(int records, long bytes, Duration time, int atATime) {

  /** An answer has to come within two seconds. */
  public static final LookbackLimits DEFAULT =
      new LookbackLimits(50_000, 32L << 20, Duration.ofMillis(1_500), 4);
}
