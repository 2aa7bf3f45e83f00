package io.signalfactory.signal;

import io.signalfactory.tally.Window;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of judging one signal at one moment. Request its reason and details before anything
 * else is counted: they are put together on request, see {@link Rationale}.
 *
 * @param key the signal
 * @param state the state of the signal
 * @param observed the value that was judged
 * @param threshold the limits that it was judged by; null if there are none
 * @param window the span of event time behind the value; null for freshness
 * @param rationale the reason and further values
 * @param conditionSince when the condition began; only meaningful for WARNING and CRITICAL
 * @param nothingFailed only for UNKNOWN: true if the window has too few events to judge and none of
 *     them failed, so that an open breach may be resolved
 */
public record Judgement(
    SignalKey key,
    State state,
    Measure observed,
    @Nullable Threshold threshold,
    @Nullable Window window,
    Rationale rationale,
    Instant conditionSince,
    boolean nothingFailed) {

  /** A judgement for which {@code nothingFailed} does not matter. */
  Judgement(
      SignalKey key,
      State state,
      Measure observed,
      @Nullable Threshold threshold,
      @Nullable Window window,
      Rationale rationale,
      Instant conditionSince) {
    this(key, state, observed, threshold, window, rationale, conditionSince, false);
  }

  /** Why the signal is in its state, as a sentence without a full stop. */
  String reason() {
    return rationale.reason();
  }

  /**
   * Further values by name: JSON scalars, or maps and lists of them; whole numbers are {@link
   * Long}.
   */
  public Map<String, Object> details() {
    return rationale.details();
  }

  /** Whether a limit is missed. */
  boolean breaches() {
    return state == State.WARNING || state == State.CRITICAL;
  }

  /** The judgement while the observer is behind: UNKNOWN, because records are still unread. */
  Judgement asUnknown(String otherReason) {
    return new Judgement(
        key,
        State.UNKNOWN,
        observed,
        threshold,
        window,
        rationale.withReason(otherReason),
        conditionSince);
  }

  /** The same judgement with another state. */
  Judgement withState(State other) {
    return other == state
        ? this
        : new Judgement(
            key, other, observed, threshold, window, rationale, conditionSince, nothingFailed);
  }

  /** The same judgement with another reason. */
  Judgement withReason(String otherReason) {
    return new Judgement(
        key,
        state,
        observed,
        threshold,
        window,
        rationale.withReason(otherReason),
        conditionSince,
        nothingFailed);
  }
}
