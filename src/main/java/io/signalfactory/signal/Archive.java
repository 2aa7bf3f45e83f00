package io.signalfactory.signal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is stored of one dataset beyond its {@link DatasetView}. Each call reads a store. */
public interface Archive {

  /**
   * The dataset's events by event time, as far back as late events are counted.
   *
   * @param fromMinute the first minute, in minutes since the epoch
   * @param toMinute the first minute after the last
   */
  long events(long fromMinute, long toMinute);

  /** When the latest breach of a signal was resolved; null if it never had one. */
  @Nullable Instant lastResolvedAt(SignalKey key);
}
