package io.signalfactory.stream;

import io.signalfactory.query.NotReadyException;
import io.signalfactory.query.Readiness;
import io.signalfactory.stream.signals.QueryableStores;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tries the stores, so that an instance is ready exactly when a query would be answered. */
final class StoreWatch {

  private final QueryableStores stores;
  private final Supplier<SortedSet<Integer>> assigned;
  private final InstantSource clock;
  private @Nullable Instant closedSince;

  /**
   * @param assigned the partitions that this instance is to judge; throws {@link NotReadyException}
   *     while that is not known
   */
  StoreWatch(QueryableStores stores, Supplier<SortedSet<Integer>> assigned, InstantSource clock) {
    this.stores = stores;
    this.assigned = assigned;
    this.clock = clock;
  }

  /** Why queries would not be answered now, and since when; empty if they would be. */
  synchronized Optional<Readiness> look() {
    try {
      stores.requireOpen(assigned.get());
      closedSince = null;
      return Optional.empty();
    } catch (NotReadyException e) {
      Instant since = closedSince == null ? clock.instant() : closedSince;
      closedSince = since;
      return Optional.of(Readiness.notReady(String.valueOf(e.getMessage()), since));
    }
  }
}
