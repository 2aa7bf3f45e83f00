package io.signalfactory.backtest;

import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.State;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a signal went through in a backtest.
 *
 * @param key the signal
 * @param times how long it was in each state, to the second at which it was judged; every state has
 *     an entry
 * @param breaches how many breaches it opened
 * @param firstOpenedAt when the first of them opened; null if there was none
 * @param longest how long the longest of them was open, one that did not end counted up to the end
 *     of the backtest; null if there was none
 * @param open whether the last of them was open at the end
 */
public record SignalSummary(
    SignalKey key,
    Map<State, Duration> times,
    long breaches,
    @Nullable Instant firstOpenedAt,
    @Nullable Duration longest,
    boolean open) {

  public SignalSummary {
    EnumMap<State, Duration> all = new EnumMap<>(State.class);
    for (State state : State.values()) {
      all.put(state, times.getOrDefault(state, Duration.ZERO));
    }
    times = java.util.Collections.unmodifiableMap(all);
  }
}
