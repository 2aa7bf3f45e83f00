package io.signalfactory.signal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A breach that is not resolved: what {@link BreachLifecycle} has to remember of it.
 *
 * @param breach the latest transition that was said
 * @param healthySince since when the signal has been OK; null while it is not
 * @param lastSaidAt when that transition was said
 * @param lastCheckedAt when its causes were last compared
 */
public record OpenBreach(
    Breach breach, @Nullable Instant healthySince, Instant lastSaidAt, Instant lastCheckedAt) {

  OpenBreach healthy(@Nullable Instant since) {
    return new OpenBreach(breach, since, lastSaidAt, lastCheckedAt);
  }

  OpenBreach checked(Instant at) {
    return new OpenBreach(breach, healthySince, lastSaidAt, at);
  }
}
