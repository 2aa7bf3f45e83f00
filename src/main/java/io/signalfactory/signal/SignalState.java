package io.signalfactory.signal;

import io.signalfactory.tally.Window;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The latest judgement of one signal: the value of the signals topic.
 *
 * @param key the signal
 * @param state its state
 * @param observed the value that was judged
 * @param threshold the limits that it was judged by; null if the contract sets none
 * @param window the span of event time behind the value; null for freshness
 * @param since when the signal entered this state
 * @param updatedAt when it was judged
 * @param breachId the id of the open breach of the signal; null if there is none
 * @param reason why it is in this state, as a sentence
 * @param details further values by name: JSON scalars, or maps and lists of them
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
    details = Collections.unmodifiableMap(new TreeMap<>(details));
  }
}
