package io.signalfactory.server.api;

import io.signalfactory.live.LiveBusyException;
import io.signalfactory.live.LiveFeed;
import io.signalfactory.live.LiveFilter;
import io.signalfactory.live.LiveLimits;
import io.signalfactory.live.LiveLog;
import io.signalfactory.live.LiveSubscription;
import io.signalfactory.live.LiveTopic;
import io.signalfactory.server.http.ProblemException;
import io.signalfactory.server.http.Response;
import io.signalfactory.server.http.StreamBody;
import io.signalfactory.server.http.StreamSink;
import org.jspecify.annotations.Nullable;

/** The server-sent events of one server (ADR 45). Thread-safe. */
public final class EventStreams implements AutoCloseable {

  private static final String TYPE = "text/event-stream";

  private final LiveFeed feed;
  private final EventPump pump = new EventPump();

  /**
   * Reads nothing before a client comes.
   *
   * @param log where changes are read
   * @param limits how much clients may cost
   */
  public EventStreams(LiveLog log, LiveLimits limits) {
    this.feed = new LiveFeed(log, limits);
  }

  /**
   * Begins a stream.
   *
   * @param filter what the client wants to hear of
   * @param last the id of the last event that it got; null if it is new
   * @throws ProblemException if it cannot be served now
   */
  Response open(LiveFilter filter, @Nullable String last) {
    LiveSubscription subscription = subscribe(filter, last);
    return stream(sink -> pump.serve(subscription, sink));
  }

  /** The head of a stream that nobody listens to. */
  static Response head() {
    return stream(StreamSink::end);
  }

  private static Response stream(StreamBody body) {
    // A proxy that gathers a response before it passes it on would keep all events back.
    return Response.stream(TYPE, body).with("X-Accel-Buffering", "no");
  }

  /** How many clients hear of the breaches of a dataset. */
  int listenersForBreaches(String datasetUrn) {
    return feed.listeners(LiveTopic.BREACHES, datasetUrn);
  }

  private LiveSubscription subscribe(LiveFilter filter, @Nullable String last) {
    try {
      return feed.subscribe(filter, last);
    } catch (LiveBusyException e) {
      throw ProblemException.notReady(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemException.notReady("this instance stops");
    }
  }

  @Override
  public void close() {
    pump.close();
    feed.close();
  }
}
