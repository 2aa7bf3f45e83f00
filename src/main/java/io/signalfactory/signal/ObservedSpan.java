package io.signalfactory.signal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Of which time a dataset's events are known in full.
 *
 * @param since when the dataset became known: arrival of its contract or of its first event,
 *     whichever was earlier
 * @param closedThrough every calendar hour that ends at or before this has been over for its grace
 *     and read past on every raw partition; null while there is none
 */
public record ObservedSpan(Instant since, @Nullable Instant closedThrough) {

  /** Whether the span from {@code start} to {@code end} can be judged, and will not be again. */
  boolean covers(Instant start, Instant end) {
    return !start.isBefore(since) && closedThrough != null && !end.isAfter(closedThrough);
  }
}
