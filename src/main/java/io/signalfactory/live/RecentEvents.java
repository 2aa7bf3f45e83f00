package io.signalfactory.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The latest changes, kept in memory, so that most clients that come back are served without
 * reading the topics again. Not thread-safe.
 */
final class RecentEvents {

  private final int maxBytes;
  private final Deque<LiveEvent> events = new ArrayDeque<>();
  private LivePosition since;
  private long bytes;

  /**
   * @param maxBytes about how much memory they may take
   * @param since from where on they are known
   */
  RecentEvents(int maxBytes, LivePosition since) {
    this.maxBytes = maxBytes;
    this.since = since;
  }

  void add(LiveEvent event) {
    events.addLast(event);
    bytes += event.size();
    while (bytes > maxBytes) {
      LiveEvent oldest = events.removeFirst();
      bytes -= oldest.size();
      since = since.after(oldest.topic(), oldest.partition(), oldest.offset());
    }
  }

  /** Whether every change after a position is here. */
  boolean cover(LivePosition position) {
    return position.reaches(since);
  }

  /** The changes that follow a position, in order; it has to be {@link #cover covered}. */
  List<LiveEvent> after(LivePosition position) {
    return events.stream()
        .filter(event -> !position.includes(event.topic(), event.partition(), event.offset()))
        .toList();
  }
}
