package io.signalfactory.server.http;

import java.time.Duration;

/**
 * How many connections a server holds, and how long a client may take.
 *
 * @param total the most connections
 * @param perClient the most connections of one client
 * @param head the longest time from the first byte of a request to the end of its headers
 * @param body the longest time from the end of the headers to the end of the body
 * @param answer the longest time that a client may take to read an answer
 * @param answerWhileOthersWait the same, while requests wait for a thread
 * @param inQueue the longest time that a request waits for a thread, shorter than a query may take
 */
record ConnectionLimits(
    int total,
    int perClient,
    Duration head,
    Duration body,
    Duration answer,
    Duration answerWhileOthersWait,
    Duration inQueue) {

  /**
   * A browser, a scraper or a load balancer needs a few dozen connections and milliseconds. Where
   * all connections of a client leave their answers unread, its next request may wait for too long
   * and be refused; those of others wait for one of these to be closed.
   */
  static final ConnectionLimits DEFAULT =
      new ConnectionLimits(
          1_000,
          128,
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofMillis(1_500));
}
