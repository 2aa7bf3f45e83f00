package io.signalfactory.query;

import io.signalfactory.signal.Breach;
import java.time.Instant;
import java.util.List;

/**
 * Breaches for which the instance can vouch. One that is blind may never have committed the last
 * transitions, and nobody got them then.
 */
final class VouchedBreaches {

  private final Observer observer;

  VouchedBreaches(Observer observer) {
    this.observer = observer;
  }

  /**
   * The same breaches.
   *
   * @throws NotReadyException if one of them may not have been committed
   */
  List<Breach> all(List<Breach> stored) {
    require(stored);
    return stored;
  }

  /**
   * @throws NotReadyException if one of them may not have been committed
   */
  void require(List<Breach> stored) {
    for (Breach breach : stored) {
      Sight sight = observer.of(breach.key().datasetUrn());
      if (!sight.vouchesFor(changedAt(breach))) {
        throw new NotReadyException(
            "a breach of "
                + breach.key().datasetUrn()
                + " may not have been committed: "
                + sight.blindness(),
            null);
      }
    }
  }

  /** When it was opened or resolved; between these it only gets newer values. */
  private static Instant changedAt(Breach breach) {
    return breach.status() == Breach.Status.RESOLVED ? breach.updatedAt() : breach.detectedAt();
  }
}
