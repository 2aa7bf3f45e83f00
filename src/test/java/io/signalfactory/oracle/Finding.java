package io.signalfactory.oracle;

import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.State;
import io.signalfactory.signal.Threshold;
import io.signalfactory.tally.CauseKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the oracle says of one signal at one moment.
 *
 * @param value the observed value; null where there is none
 * @param fromMinute the first minute of the window; null where there is no window
 * @param toMinute the minute after it
 * @param conditionSinceMs when the condition began; of a signal that misses its limit
 * @param cause the leading cause; null if there is none
 * @param faultless with UNKNOWN: whether nothing speaks against the limit
 * @param affected the consumers concerned
 */
public record Finding(
    SignalKey key,
    State state,
    @Nullable Double value,
    @Nullable Threshold threshold,
    @Nullable Long fromMinute,
    @Nullable Long toMinute,
    long conditionSinceMs,
    @Nullable LeadingCause cause,
    boolean faultless,
    List<String> affected) {

  /** Why events fail: what most of them have in common. */
  public record LeadingCause(CauseKey key, long count, long firstSeenMs) {}

  boolean breaches() {
    return state == State.WARNING || state == State.CRITICAL;
  }

  Finding unknown() {
    return new Finding(
        key,
        State.UNKNOWN,
        value,
        threshold,
        fromMinute,
        toMinute,
        conditionSinceMs,
        null,
        false,
        affected);
  }

  Finding affecting(List<String> consumers) {
    return new Finding(
        key,
        state,
        value,
        threshold,
        fromMinute,
        toMinute,
        conditionSinceMs,
        cause,
        faultless,
        consumers);
  }
}
