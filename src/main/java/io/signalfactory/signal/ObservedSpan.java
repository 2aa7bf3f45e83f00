package io.signalfactory.signal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * For which span of time the events of a dataset are known in full.
 *
 * @param since when the dataset became known: when its contract or its first event arrived,
 *     whichever was earlier
 * @param closedThrough every calendar hour that ends at or before this is closed; null if none is
 */
public record ObservedSpan(Instant since, @Nullable Instant closedThrough) {

  /** Whether the span from {@code start} to {@code end} was observed as a whole and is closed. */
  boolean covers(Instant start, Instant end) {
    return !start.isBefore(since) && closedThrough != null && !end.isAfter(closedThrough);
  }
}
