package io.signalfactory.server.api;

import io.signalfactory.live.LiveFilter;
import io.signalfactory.live.LiveTopic;
import io.signalfactory.server.http.Call;
import io.signalfactory.server.http.Response;
import io.signalfactory.server.http.Route;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Changes as they happen. */
final class StreamResource implements Resource {

  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final String TOPICS = "topics";
  private static final String DATASET = "dataset";

  private final EventStreams events;

  StreamResource(EventStreams events) {
    this.events = events;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.stream(
            "/api/v1/stream",
            List.of(TOPICS, DATASET),
            "changes of states and breaches as server-sent events",
            call -> open(call, topics(call))),
        Route.stream(
            "/api/v1/signals/stream",
            List.of(DATASET),
            "changes of states as server-sent events",
            call -> open(call, Set.of(LiveTopic.SIGNALS))),
        Route.stream(
            "/api/v1/breaches/stream",
            List.of(DATASET),
            "transitions of breaches as server-sent events",
            call -> open(call, Set.of(LiveTopic.BREACHES))));
  }

  private static Set<LiveTopic> topics(Call call) {
    return call.query()
        .someOf(TOPICS, List.of(LiveTopic.values()), LiveTopic::label)
        .orElse(EnumSet.allOf(LiveTopic.class));
  }

  private Response open(Call call, Set<LiveTopic> topics) {
    LiveFilter filter = new LiveFilter(topics, call.query().text(DATASET).orElse(null));
    // Who asks for the head alone never begins to listen, and would never be seen to leave.
    return call.method().equals("HEAD")
        ? EventStreams.head()
        : events.open(filter, call.header(LAST_EVENT_ID).orElse(null));
  }
}
