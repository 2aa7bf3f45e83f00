package io.signalfactory.signal;

import io.signalfactory.tally.Cause;
import io.signalfactory.tally.Window;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One transition in the life of a breach: the value of the breaches topic.
 *
 * @param breachId the same from OPEN to RESOLVED
 * @param status which transition this is
 * @param severity {@link State#WARNING} or {@link State#CRITICAL}
 * @param key what is breached
 * @param owner who answers for the dataset; null where it has no contract any more
 * @param tier the dataset's tier, 1 to 3; null where it has no contract any more
 * @param contractVersion the version that was judged; null where there is none any more
 * @param observed the value at this transition
 * @param threshold the limits that it missed
 * @param window the span of event time behind the value; null for freshness
 * @param openedAt when the condition began
 * @param detectedAt when it was first said
 * @param resolvedAt when it ended; null until then
 * @param summary a sentence a person can act on
 * @param causes why, the largest share first; may be empty where nothing failed (silence)
 * @param affectedConsumers the consumers whose limits the same condition misses
 */
public record Breach(
    String breachId,
    Status status,
    State severity,
    SignalKey key,
    @Nullable String owner,
    @Nullable Integer tier,
    @Nullable String contractVersion,
    Measure observed,
    @Nullable Threshold threshold,
    @Nullable Window window,
    Instant openedAt,
    Instant detectedAt,
    @Nullable Instant resolvedAt,
    String summary,
    List<Cause> causes,
    List<String> affectedConsumers) {

  public Breach {
    causes = List.copyOf(causes);
    affectedConsumers = List.copyOf(affectedConsumers);
  }

  /** The transitions of a breach. */
  public enum Status {
    OPEN,
    /** Severity or leading cause changed. */
    UPDATED,
    RESOLVED
  }
}
