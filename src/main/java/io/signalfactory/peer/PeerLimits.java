package io.signalfactory.peer;

import java.time.Duration;

/**
 * How much is asked of other instances.
 *
 * @param perPeer questions that one instance is asked at a time
 * @param inTotal questions that all of them are asked at a time; fewer than the threads of the HTTP
 *     server, so that some are left for what is held here
 * @param failures questions in a row that fail before an instance is left alone
 * @param rest how long it is then left alone
 * @param maxBodyBytes the longest answer that is read
 */
record PeerLimits(int perPeer, int inTotal, int failures, Duration rest, int maxBodyBytes) {

  /** The limits of a running application. */
  static final PeerLimits DEFAULT = new PeerLimits(6, 12, 3, Duration.ofSeconds(2), 16 << 20);
}
