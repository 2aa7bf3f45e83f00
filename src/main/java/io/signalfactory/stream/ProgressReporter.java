package io.signalfactory.stream;

import io.signalfactory.signal.SourcePartition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what an ENFORCE task reports of its raw partitions, and when. */
final class ProgressReporter {

  /**
   * A partition is caught up when everything that was there so long ago has been read. On a busy
   * topic something always waits, and what its records' timestamps say of their age is up to their
   * producers, so neither tells.
   */
  static final Duration HEAD_MAY_BE_AHEAD = Duration.ofSeconds(5);

  /** At least so often even where nothing changes, so that silence of ours can be told. */
  static final Duration AT_LEAST_EVERY = Duration.ofSeconds(5);

  private static final long NOTHING_READ = -1;

  private final LagSource lagSource;
  private final Map<SourcePartition, State> states = new HashMap<>();

  ProgressReporter(LagSource lagSource) {
    this.lagSource = lagSource;
  }

  /** A record has been read. */
  void read(SourcePartition source, long offset) {
    states.computeIfAbsent(source, s -> new State()).nextOffset = offset + 1;
  }

  /** The reports that are due now, of the partitions that the task is known to read. */
  List<SignalInput.Progress> due(Set<SourcePartition> sources, long nowMs) {
    List<SignalInput.Progress> due = new ArrayList<>();
    for (SourcePartition source : sources) {
      State state = states.computeIfAbsent(source, s -> new State());
      OptionalLong lag = lagSource.lag(source);
      boolean caughtUp = lag.isPresent() && state.caughtUp(lag.getAsLong(), nowMs);
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

  /** What is remembered of one partition. */
  private static final class State {
    private final Deque<Head> heads = new ArrayDeque<>();
    private long nextOffset = NOTHING_READ;
    private SignalInput.@Nullable Progress reported;

    private boolean caughtUp(long lag, long nowMs) {
      if (nextOffset == NOTHING_READ) {
        // Where the partition ends cannot be told before it is known where it is being read.
        return lag == 0;
      }
      heads.addLast(new Head(nowMs, nextOffset + lag));
      // The latest head that is old enough stays as the first one.
      while (heads.size() > 1 && second().seenAtMs <= nowMs - HEAD_MAY_BE_AHEAD.toMillis()) {
        heads.removeFirst();
      }
      Head first = heads.getFirst();
      boolean oldEnough = first.seenAtMs <= nowMs - HEAD_MAY_BE_AHEAD.toMillis();
      return lag == 0 || (oldEnough && nextOffset >= first.offset);
    }

    private Head second() {
      var all = heads.iterator();
      all.next();
      return all.next();
    }
  }

  /** Where a partition ended when it was looked at. */
  private record Head(long seenAtMs, long offset) {}
}
