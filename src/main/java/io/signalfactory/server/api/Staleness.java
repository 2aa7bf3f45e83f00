package io.signalfactory.server.api;

import io.signalfactory.query.Sight;
import io.signalfactory.server.http.Response;

/** Says with an answer how old what it says may be. */
final class Staleness {

  private static final String HEADER = "Signal-Factory-Staleness-Ms";

  private Staleness() {}

  /** The same answer, with the time since the instance last saw what it is about. */
  static Response told(Response answer, Sight sight) {
    return answer.with(HEADER, Long.toString(sight.age().toMillis()));
  }
}
