package io.signalfactory.stream;

import io.signalfactory.signal.SourcePartition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what an ENFORCE task reports of its raw partitions, and when. */
final class ProgressReporter {

  /** A partition whose last record arrived this recently is caught up, whatever still waits. */
  private static final Duration NEAR_THE_HEAD = Duration.ofSeconds(5);

  /** At least so often even where nothing changes, so that silence of ours can be told. */
  static final Duration AT_LEAST_EVERY = Duration.ofSeconds(5);

  private final LagSource lagSource;
  private final Map<SourcePartition, State> states = new HashMap<>();

  ProgressReporter(LagSource lagSource) {
    this.lagSource = lagSource;
  }

  /** A record has been read. */
  void read(SourcePartition source, long arrivalMs, long nowMs) {
    State state = states.computeIfAbsent(source, s -> new State());
    state.nearTheHead = arrivalMs >= nowMs - NEAR_THE_HEAD.toMillis();
  }

  /** The reports that are due now, of the partitions that the task is known to read. */
  List<SignalInput.Progress> due(Set<SourcePartition> sources, long nowMs) {
    List<SignalInput.Progress> due = new ArrayList<>();
    for (SourcePartition source : sources) {
      State state = states.computeIfAbsent(source, s -> new State());
      OptionalLong lag = lagSource.lag(source);
      boolean caughtUp = lag.isPresent() && (lag.getAsLong() == 0 || state.nearTheHead);
      SignalInput.Progress last = state.reported;
      if (last == null
          || last.caughtUp() != caughtUp
          || nowMs - last.reportedAtMs() >= AT_LEAST_EVERY.toMillis()) {
        state.reported = new SignalInput.Progress(source, lag.orElse(-1), caughtUp, nowMs);
        due.add(state.reported);
      }
    }
    return due;
  }

  private static final class State {
    private boolean nearTheHead;
    private SignalInput.@Nullable Progress reported;
  }
}
