package io.signalfactory.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When each incident happens: one after the other, again and again, after a healthy minute. */
final class IncidentSchedule {

  private static final Duration HEALTHY_AT_FIRST = Duration.ofSeconds(60);
  private static final Duration HEALTHY_BETWEEN = Duration.ofSeconds(35);

  private final List<TimedIncident> round = new ArrayList<>();
  private final Duration roundLength;

  IncidentSchedule() {
    Duration start = Duration.ZERO;
    for (Incident incident : Incident.values()) {
      Duration end = start.plus(incident.duration());
      round.add(new TimedIncident(incident, start, end));
      start = end.plus(HEALTHY_BETWEEN);
    }
    this.roundLength = start;
  }

  /** The incident at a time after the start; null for none. */
  @Nullable Incident at(Duration sinceStart) {
    Duration inIncidents = sinceStart.minus(HEALTHY_AT_FIRST);
    if (inIncidents.isNegative()) {
      return null;
    }
    Duration inRound = Duration.ofMillis(inIncidents.toMillis() % roundLength.toMillis());
    for (TimedIncident timed : round) {
      if (inRound.compareTo(timed.start()) >= 0 && inRound.compareTo(timed.end()) < 0) {
        return timed.incident();
      }
    }
    return null;
  }

  private record TimedIncident(Incident incident, Duration start, Duration end) {}
}
