package io.signalfactory.backtest;

import io.signalfactory.signal.Breach;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up what signals go through. A state lasts until another one is said. */
final class SignalTimes {

  private final Map<String, Line> lines = new TreeMap<>();

  /** A state was said. */
  void state(SignalState state) {
    Line line = line(state.key());
    line.close(state.updatedAt());
    line.state = state.state();
    line.since = state.updatedAt();
  }

  /**
   * A signal is not judged any more.
   *
   * @param key {@link SignalKey#text()}
   */
  void cleared(String key, Instant now) {
    Line line = lines.get(key);
    if (line != null) {
      line.close(now);
      line.state = null;
    }
  }

  /** A breach changed. */
  void breach(Breach breach) {
    Line line = line(breach.key());
    switch (breach.status()) {
      case OPEN -> {
        line.breaches++;
        line.openSince = breach.openedAt();
        if (line.firstOpenedAt == null) {
          line.firstOpenedAt = breach.openedAt();
        }
      }
      case UPDATED -> {
        // It is the same breach.
      }
      case RESOLVED -> {
        if (breach.resolvedAt() != null) {
          line.end(breach.resolvedAt());
        }
        line.openSince = null;
      }
    }
  }

  /** What each signal went through up to now, in the order of their names. */
  List<SignalSummary> until(Instant now) {
    return lines.values().stream().map(line -> line.summary(now)).toList();
  }

  private Line line(SignalKey key) {
    return lines.computeIfAbsent(key.text(), text -> new Line(key));
  }

  private static final class Line {
    private final SignalKey key;
    private final Map<State, Duration> times = new EnumMap<>(State.class);
    private @Nullable State state;
    private Instant since = Instant.EPOCH;
    private long breaches;
    private @Nullable Instant firstOpenedAt;
    private @Nullable Instant openSince;
    private @Nullable Duration longest;

    private Line(SignalKey key) {
      this.key = key;
    }

    private void close(Instant now) {
      if (state != null) {
        times.merge(state, Duration.between(since, now), Duration::plus);
        since = now;
      }
    }

    private void end(Instant now) {
      if (openSince != null) {
        Duration open = Duration.between(openSince, now);
        longest = longest == null || open.compareTo(longest) > 0 ? open : longest;
      }
    }

    private SignalSummary summary(Instant now) {
      close(now);
      end(now);
      return new SignalSummary(key, times, breaches, firstOpenedAt, longest, openSince != null);
    }
  }
}
