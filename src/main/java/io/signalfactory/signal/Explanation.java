package io.signalfactory.signal;

import io.signalfactory.tally.Cause;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a limit is missed.
 *
 * @param causes the leading cause first; empty where there is no event to blame
 * @param versionAppeared when the version behind the leading cause appeared, where that was just
 *     before the cause; null otherwise
 */
record Explanation(List<Cause> causes, @Nullable Instant versionAppeared) {

  /** Nothing to be said. */
  static final Explanation NONE = new Explanation(List.of(), null);

  Explanation {
    causes = List.copyOf(causes);
  }
}
