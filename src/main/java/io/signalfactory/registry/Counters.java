package io.signalfactory.registry;

import java.util.concurrent.atomic.LongAdder;

/** Counts for {@link LookupCounts}. Thread-safe. */
final class Counters {

  final LongAdder found = new LongAdder();
  final LongAdder unknown = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder unavailable = new LongAdder();
  final LongAdder waitedNanos = new LongAdder();

  LookupCounts counts(int kept, boolean answering) {
    return new LookupCounts(
        found.sum(),
        unknown.sum(),
        refused.sum(),
        failed.sum(),
        unavailable.sum(),
        waitedNanos.sum(),
        kept,
        answering);
  }
}
