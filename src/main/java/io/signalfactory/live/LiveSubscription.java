package io.signalfactory.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one client gets. The feed offers, and the client's own thread takes; only that thread may
 * call {@link #next}.
 */
public final class LiveSubscription implements AutoCloseable {

  private final LiveFilter filter;
  private final int maxBytes;
  private final Runnable onClose;
  private final Deque<LiveEvent> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private LivePosition offered;
  private LivePosition position;
  private @Nullable String reset;
  private @Nullable CatchUp catchUp;
  private boolean reading;
  private boolean closed;

  /**
   * @param maxBytes about how many bytes may wait here
   * @param position from where the client goes on
   * @param present from where the feed offers
   * @param onClose is run when the client leaves
   */
  LiveSubscription(
      LiveFilter filter,
      int maxBytes,
      LivePosition position,
      LivePosition present,
      Runnable onClose) {
    this.filter = filter;
    this.maxBytes = maxBytes;
    this.position = position;
    this.offered = present;
    this.onClose = onClose;
  }

  /** The client gets these first; they come before what the feed offers. */
  synchronized void begin(List<LiveEvent> missed) {
    missed.forEach(this::add);
  }

  /** The client gets what this reads first; it comes before what the feed offers. */
  synchronized void begin(CatchUp missed) {
    catchUp = missed;
  }

  /** Something has changed, or nothing up to this position. */
  synchronized void offer(List<LiveEvent> events, LivePosition after) {
    offered = offered.orFurther(after);
    events.forEach(this::add);
    notifyAll();
  }

  /** Whether the client wants to hear of changes of a topic that concern a dataset. */
  boolean hears(LiveTopic topic, String datasetUrn) {
    return filter.accepts(topic, datasetUrn);
  }

  private void add(LiveEvent event) {
    if (reset != null || !filter.accepts(event)) {
      return;
    }
    waiting.addLast(event);
    waitingBytes += event.size();
    if (waitingBytes > maxBytes) {
      forget("the client reads more slowly than things change");
    }
  }

  /**
   * Changes may have been missed.
   *
   * @param present from where on none is
   */
  synchronized void reset(String reason, LivePosition present) {
    offered = present;
    forget(reason);
    notifyAll();
  }

  private void forget(String reason) {
    waiting.clear();
    waitingBytes = 0;
    reset = reason;
  }

  /**
   * What comes next; waits for it.
   *
   * @param atMost after about this time the answer is that nothing has changed
   */
  public LiveItem next(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    LiveItem item = ready();
    while (item == null) {
      long left = deadline - System.nanoTime();
      CatchUp missed = current();
      if (missed != null) {
        read(missed);
      } else if (left > 0) {
        await(left);
      }
      item = ready();
      if (item == null && left <= 0) {
        return new LiveItem.Quiet(read());
      }
    }
    return item;
  }

  private synchronized @Nullable LiveItem ready() {
    String why = reset;
    if (why != null) {
      reset = null;
      endCatchUp();
      position = offered;
      return new LiveItem.Reset(why, position);
    }
    LiveEvent event;
    while ((event = take()) != null) {
      if (!position.includes(event.topic(), event.partition(), event.offset())) {
        position = position.after(event.topic(), event.partition(), event.offset());
        return new LiveItem.Change(event.name(), event.data(), position);
      }
    }
    if (catchUp == null) {
      // Everything up to there was offered, so what is not here does not concern this client.
      position = position.orFurther(offered);
    }
    return null;
  }

  private @Nullable LiveEvent take() {
    CatchUp missed = catchUp;
    if (missed != null) {
      return missed.next();
    }
    LiveEvent event = waiting.pollFirst();
    if (event != null) {
      waitingBytes -= event.size();
    }
    return event;
  }

  private synchronized LivePosition read() {
    return position;
  }

  /** What is to be read next of what was missed; null if there is nothing, or the client left. */
  private synchronized @Nullable CatchUp current() {
    reading = catchUp != null;
    return catchUp;
  }

  private synchronized void await(long nanos) throws InterruptedException {
    if (waiting.isEmpty() && reset == null) {
      TimeUnit.NANOSECONDS.timedWait(this, nanos);
    }
  }

  /** Not under the lock, as it waits for the cluster. */
  private void read(CatchUp missed) {
    LivePosition reached;
    try {
      reached = missed.read(filter);
    } catch (RuntimeException e) {
      synchronized (this) {
        reading = false;
        forget("the changes that it missed can no longer be read");
        endIfClosed();
      }
      return;
    }
    synchronized (this) {
      reading = false;
      endIfClosed();
      if (missed.isEmpty()) {
        position = position.orFurther(reached);
      }
      if (missed.isDone()) {
        endCatchUp();
      }
    }
  }

  private void endIfClosed() {
    if (closed) {
      endCatchUp();
    }
  }

  private void endCatchUp() {
    CatchUp missed = catchUp;
    catchUp = null;
    if (missed != null) {
      missed.close();
    }
  }

  /**
   * The client has left. What is being read for it meanwhile is closed by the thread that reads, as
   * a consumer belongs to one thread.
   */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      if (!reading) {
        endCatchUp();
      }
      waiting.clear();
    }
    onClose.run();
  }
}
