package io.signalfactory.live;

import java.time.Duration;

/**
 * How much clients may cost.
 *
 * @param clients how many can listen at a time
 * @param bytesPerClient about how many bytes may wait for one client; if there are more, what waits
 *     is dropped and the client is told to load anew
 * @param missedRecords how many records a client that comes back may have missed; with more it is
 *     told to load anew, as that is cheaper
 * @param idle for how long the topics are still read when nobody listens any longer
 */
public record LiveLimits(int clients, int bytesPerClient, long missedRecords, Duration idle) {

  /** The limits of an instance. */
  public static final LiveLimits DEFAULT =
      new LiveLimits(100, 2 << 20, 500_000, Duration.ofMinutes(1));
}
