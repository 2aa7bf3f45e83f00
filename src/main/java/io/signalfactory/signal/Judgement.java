package io.signalfactory.signal;

import io.signalfactory.tally.Window;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluation says of one signal. Its reason and its details may be of the dataset's
 * minutes as they are when they are asked for: whoever keeps a judgement asks at once.
 *
 * @param key what it is about
 * @param state the judgement
 * @param observed the value that was judged
 * @param threshold the limits it was judged by; null where there are none
 * @param window the span of event time behind the value; null for freshness
 * @param rationale why, and more of what is known
 * @param conditionSince when the condition began; meaningful with WARNING and CRITICAL
 * @param nothingFailed with UNKNOWN: whether everything has been read and nothing in the window
 *     speaks against the limit, so that a breach may end although there is too little to judge
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

  /** A judgement that says nothing of a window with too little in it to judge. */
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

  /** Why, in a sentence without a full stop. */
  String reason() {
    return rationale.reason();
  }

  /**
   * More of what is known: JSON scalars, or maps and lists of them, by name; whole numbers as
   * {@link Long}.
   */
  public Map<String, Object> details() {
    return rationale.details();
  }

  /** Whether a limit is missed. */
  boolean breaches() {
    return state == State.WARNING || state == State.CRITICAL;
  }

  /** The judgement of an observer that is behind: whatever was seen, more may be to come. */
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

  /** The judgement in another state, for the same reason. */
  Judgement withState(State other) {
    return other == state
        ? this
        : new Judgement(
            key, other, observed, threshold, window, rationale, conditionSince, nothingFailed);
  }

  /** The judgement for another reason. */
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
