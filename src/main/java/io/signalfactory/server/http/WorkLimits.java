package io.signalfactory.server.http;

import java.time.Duration;

/**
 * How long an action may take; after that, the client is answered with 503.
 *
 * @param query one that reads
 * @param change one that changes something
 */
record WorkLimits(Duration query, Duration change) {

  /** A change waits for Kafka, and until it is in effect here. */
  static final WorkLimits DEFAULT = new WorkLimits(Duration.ofSeconds(10), Duration.ofSeconds(30));
}
