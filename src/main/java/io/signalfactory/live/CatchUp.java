package io.signalfactory.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Reads again what a client has missed, up to where it is offered what follows. Used by the
 * client's thread alone.
 */
final class CatchUp implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final LiveLog.Reader reader;
  private final LivePosition target;
  private final Runnable onClose;
  private final Deque<LiveEvent> found = new ArrayDeque<>();

  /**
   * @param reader stands where the client does; it is closed with this object
   * @param target how far it has to read
   * @param onClose is run at the end
   */
  CatchUp(LiveLog.Reader reader, LivePosition target, Runnable onClose) {
    this.reader = reader;
    this.target = target;
    this.onClose = onClose;
  }

  /**
   * Reads on, for a moment.
   *
   * @return how far it has read
   */
  LivePosition read(LiveFilter filter) {
    LiveLog.Reader.Batch batch = reader.poll(POLL);
    batch.records().stream()
        .flatMap(record -> LiveEvents.of(record).stream())
        .filter(filter::accepts)
        .forEach(found::addLast);
    return batch.position();
  }

  /** The next change that was found; null if there is none now. */
  @Nullable LiveEvent next() {
    return found.pollFirst();
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  boolean isDone() {
    return found.isEmpty() && reader.position().reaches(target);
  }

  @Override
  public void close() {
    try {
      reader.close();
    } finally {
      onClose.run();
    }
  }
}
