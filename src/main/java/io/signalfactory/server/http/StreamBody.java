package io.signalfactory.server.http;

/** A body that is written over time, such as server-sent events. */
@FunctionalInterface
public interface StreamBody {

  /**
   * Begins the body. It returns at once: what comes later is given to the sink from any thread.
   *
   * @param sink takes the body
   */
  void begin(StreamSink sink);
}
