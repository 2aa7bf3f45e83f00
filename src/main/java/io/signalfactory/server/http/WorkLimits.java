package io.signalfactory.server.http;

import java.time.Duration;

/**
 * How long a request may take; after that, the client is answered with 503.
 *
 * @param query a GET, from its arrival: what it waits for a thread counts
 * @param unhurried a GET that takes long where there is much, from its arrival
 * @param check a POST that changes nothing, once its body is here
 * @param change what changes something, once its body is here
 */
record WorkLimits(Duration query, Duration unhurried, Duration check, Duration change) {

  /**
   * Queries are promised an answer within two seconds, and the answer has to be sent as well. A
   * change waits for Kafka, and until it is in effect here.
   */
  static final WorkLimits DEFAULT =
      new WorkLimits(
          Duration.ofMillis(1_800),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30));

  /**
   * What is left of the time of a request.
   *
   * @param method its HTTP method
   * @param sinceArrival how long ago its headers arrived
   * @return zero or less if nothing is
   */
  Duration left(Route route, String method, Duration sinceArrival) {
    if (route.access() == Access.WRITE) {
      return change;
    }
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return check;
    }
    return limit(route).minus(sinceArrival);
  }

  /** How long a GET may take from its arrival. */
  private Duration limit(Route route) {
    return route.unhurried() ? unhurried : query;
  }
}
