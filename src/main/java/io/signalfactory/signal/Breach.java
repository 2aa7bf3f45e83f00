package io.signalfactory.signal;

import io.signalfactory.deployment.Deployment;
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
 * @param owner the owner of the dataset; null if the dataset has no contract
 * @param tier the tier of the dataset, 1 to 3; null if the dataset has no contract
 * @param contractVersion the version of the contract that was judged by; null if there is none
 * @param observed the value at this transition
 * @param threshold the limits that it misses; null if the signal has none any more
 * @param window the span of event time behind the value; null for freshness
 * @param openedAt when the condition began
 * @param detectedAt when the breach was opened, at {@code openedAt} or later
 * @param updatedAt when this transition was published: {@code detectedAt} for OPEN, later for
 *     others
 * @param resolvedAt when the condition ended; null until the breach is resolved
 * @param summary a sentence that a person can act on
 * @param causes why the limit is missed, the largest share first; empty if no event failed, as with
 *     missing events
 * @param affectedConsumers for freshness the consumers whose own limits are missed, otherwise all
 *     that the contract names
 * @param deployment the deployment with which it began; null if none is known
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
    Instant updatedAt,
    @Nullable Instant resolvedAt,
    String summary,
    List<Cause> causes,
    List<String> affectedConsumers,
    @Nullable Deployment deployment) {

  public Breach {
    causes = List.copyOf(causes);
    affectedConsumers = List.copyOf(affectedConsumers);
  }

  /** A breach of which no deployment is known. */
  public Breach(
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
      Instant updatedAt,
      @Nullable Instant resolvedAt,
      String summary,
      List<Cause> causes,
      List<String> affectedConsumers) {
    this(
        breachId,
        status,
        severity,
        key,
        owner,
        tier,
        contractVersion,
        observed,
        threshold,
        window,
        openedAt,
        detectedAt,
        updatedAt,
        resolvedAt,
        summary,
        causes,
        affectedConsumers,
        null);
  }

  /** The transitions of a breach. */
  public enum Status {
    OPEN,
    /** Severity or leading cause changed. */
    UPDATED,
    RESOLVED
  }
}
