package io.signalfactory.server.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** Writes a body over time, whenever the client can take more, and holds no thread meanwhile. */
final class ResponseStream implements StreamSink, WriteListener {

  private final ServletOutputStream out;
  private final int maxPending;
  private final Queue<byte[]> waiting = new ArrayDeque<>();
  private final List<Runnable> onEnd = new ArrayList<>();
  private final CompletableFuture<Void> written = new CompletableFuture<>();
  private int pending;
  private boolean canWrite;
  private boolean toFlush;
  private boolean last;
  private boolean ended;

  /**
   * @param out where the body goes
   * @param maxPending the most bytes that wait for the client
   */
  ResponseStream(ServletOutputStream out, int maxPending) {
    this.out = out;
    this.maxPending = maxPending;
  }

  /** Is complete when the body has ended. */
  CompletableFuture<Void> written() {
    return written;
  }

  @Override
  public void onWritePossible() {
    synchronized (this) {
      canWrite = true;
    }
    write();
  }

  @Override
  public boolean offer(byte[] bytes) {
    synchronized (this) {
      if (last || ended) {
        return false;
      }
      if (pending + bytes.length > maxPending) {
        // Nothing more is written: a client must see that it has not got everything.
        waiting.clear();
        last = true;
      } else {
        waiting.add(bytes.clone());
        pending += bytes.length;
      }
    }
    write();
    synchronized (this) {
      return !last && !ended;
    }
  }

  @Override
  public void end() {
    synchronized (this) {
      last = true;
    }
    write();
  }

  @Override
  public void onError(Throwable failure) {
    // The client is gone, or has read nothing for too long.
    finish();
  }

  @Override
  public void onEnd(Runnable action) {
    synchronized (this) {
      if (!ended) {
        onEnd.add(action);
        return;
      }
    }
    action.run();
  }

  private void write() {
    boolean done;
    try {
      done = writeWhatTheClientTakes();
    } catch (IOException | IllegalStateException e) {
      done = true;
    }
    if (done) {
      finish();
    }
  }

  /** Returns whether the body has ended. */
  private synchronized boolean writeWhatTheClientTakes() throws IOException {
    if (!canWrite || ended) {
      return false;
    }
    while (out.isReady()) {
      byte[] next = waiting.poll();
      if (next != null) {
        out.write(next);
        pending -= next.length;
        toFlush = true;
      } else if (toFlush) {
        toFlush = false;
        out.flush();
      } else {
        return last;
      }
    }
    // The container calls onWritePossible as soon as there is room again.
    canWrite = false;
    return false;
  }

  private void finish() {
    List<Runnable> actions;
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      waiting.clear();
      actions = List.copyOf(onEnd);
      onEnd.clear();
    }
    actions.forEach(Runnable::run);
    written.complete(null);
  }
}
