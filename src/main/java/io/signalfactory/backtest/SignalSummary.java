package io.signalfactory.backtest;

import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A summary of one signal in a backtest.
 *
 * @param key the signal
 * @param times how long the signal was in each state; every state has an entry
 * @param breaches how many breaches opened
 * @param firstOpenedAt when the first breach opened; null if there was none
 * @param longest how long the longest breach was open, until the end of the backtest if it was not
 *     resolved; null if there was none
 * @param open whether a breach was open at the end
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
    times = Collections.unmodifiableMap(all);
  }
}
