package io.signalfactory.signal;

import io.signalfactory.tally.Window;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The latest judgement of one signal: the value of the signals topic.
 *
 * @param key what it is about
 * @param state the judgement
 * @param observed the value that was judged
 * @param threshold the limits it was judged by; null where the contract sets none
 * @param window the span of event time behind the value; null for freshness
 * @param since when the signal entered this state
 * @param updatedAt when it was judged
 * @param breachId the open breach of this signal; null if there is none
 * @param reason why it is in this state, in a sentence
 * @param details more of what is known: JSON scalars, or maps and lists of them, by name
 */
public record SignalState(
    SignalKey key,
    State state,
    Measure observed,
    @Nullable Threshold threshold,
    @Nullable Window window,
    Instant since,
    Instant updatedAt,
    @Nullable String breachId,
    String reason,
    Map<String, Object> details) {

  public SignalState {
    details = java.util.Collections.unmodifiableMap(new TreeMap<>(details));
  }
}
