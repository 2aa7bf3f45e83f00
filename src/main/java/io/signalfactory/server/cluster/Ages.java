package io.signalfactory.server.cluster;

import io.signalfactory.query.Sight;
import io.signalfactory.server.http.Response;
import java.time.Duration;

/** Says with an answer how old what it says may be. */
public final class Ages {

  static final String HEADER = "Signal-Factory-Staleness-Ms";

  private Ages() {}

  /** The same answer, with the time since what it is about was last seen. */
  public static Response told(Response answer, Sight sight) {
    return told(answer, sight.age());
  }

  static Response told(Response answer, Duration age) {
    return answer.with(HEADER, Long.toString(age.toMillis()));
  }
}
