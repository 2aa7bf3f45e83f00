package io.signalfactory.server.http;

/** Takes a body that is written over time. Thread-safe; it never waits for the client. */
public interface StreamSink {

  /**
   * Adds to the body. Where the client reads so slowly that more than {@link Response#MAX_PENDING}
   * bytes would wait for it, the body ends.
   *
   * @param bytes the next part of the body
   * @return whether it was taken; if not, the body has ended
   */
  boolean offer(byte[] bytes);

  /** Ends the body once the client has what was offered; nothing happens if it has ended. */
  void end();

  /**
   * Runs something once, when the body has ended: by {@link #end}, as the client is gone, or as it
   * is too slow. If it has ended already, at once.
   *
   * @param action short, and does not throw
   */
  void onEnd(Runnable action);
}
