package io.signalfactory.signal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What {@link BreachLifecycle} remembers of a breach that is not resolved.
 *
 * @param breach the latest transition that was published
 * @param healthySince since when the signal has been healthy; null if it is not
 * @param lastPublishedAt when that transition was published
 * @param lastCheckedAt when the causes were last compared
 */
public record OpenBreach(
    Breach breach, @Nullable Instant healthySince, Instant lastPublishedAt, Instant lastCheckedAt) {

  OpenBreach withHealthySince(@Nullable Instant since) {
    return new OpenBreach(breach, since, lastPublishedAt, lastCheckedAt);
  }

  OpenBreach withLastCheckedAt(Instant at) {
    return new OpenBreach(breach, healthySince, lastPublishedAt, at);
  }
}
