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
   *
   * <p>It also covers what a lag leaves out: it is as old as the last fetch, and counts from the
   * last record fetched, of which a task may hold some thousand that it has not processed yet.
   */
  static final Duration HEAD_MAY_BE_AHEAD = Duration.ofSeconds(5);

  /** At least so often even where nothing changes, so that silence of ours can be told. */
  static final Duration AT_LEAST_EVERY = Duration.ofSeconds(5);

  /** Ends of a partition that are remembered while it is read up to them. */
  static final int MAX_HEADS = 64;

  private static final long NOTHING_READ = -1;

  private final RawPartitions partitions;
  private final Map<SourcePartition, State> states = new HashMap<>();

  ProgressReporter(RawPartitions partitions) {
    this.partitions = partitions;
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
      OptionalLong lag = partitions.lag(source);
      if (lag.isPresent()) {
        state.look(lag.getAsLong(), nowMs);
      }
      boolean caughtUp = lag.isPresent() && state.caughtUp(lag.getAsLong(), nowMs);
      SignalInput.Progress last = state.reported;
      if (last == null
          || last.caughtUp() != caughtUp
          || nowMs - last.reportedAtMs() >= AT_LEAST_EVERY.toMillis()) {
        state.reported =
            new SignalInput.Progress(source, lag.orElse(-1), caughtUp, state.readPastMs, nowMs);
        due.add(state.reported);
      }
    }
    return due;
  }

  /** What is remembered of one partition. */
  private static final class State {
    private final Deque<Head> heads = new ArrayDeque<>();
    private long nextOffset = NOTHING_READ;
    private long readPastMs = Long.MIN_VALUE;
    private SignalInput.@Nullable Progress reported;

    /** Takes note of where the partition ends now, and of which earlier ends have been reached. */
    private void look(long lag, long nowMs) {
      if (lag == 0) {
        heads.clear();
        readPast(nowMs);
      } else if (nextOffset != NOTHING_READ) {
        // Before it is known where the partition is being read, its end cannot be told.
        if (heads.size() == MAX_HEADS) {
          thinOut();
        }
        heads.addLast(new Head(nowMs, nextOffset + lag));
        while (!heads.isEmpty() && heads.getFirst().offset <= nextOffset) {
          readPast(heads.removeFirst().seenAtMs);
        }
      }
    }

    private void readPast(long seenAtMs) {
      readPastMs = Math.max(readPastMs, seenAtMs - HEAD_MAY_BE_AHEAD.toMillis());
    }

    /** A backlog takes long: every other end will do, the first and the last among them. */
    private void thinOut() {
      List<Head> all = new ArrayList<>(heads);
      heads.clear();
      for (int i = 0; i < all.size(); i += 2) {
        heads.addLast(all.get(i));
      }
    }

    private boolean caughtUp(long lag, long nowMs) {
      return lag == 0
          || (readPastMs != Long.MIN_VALUE
              && readPastMs >= nowMs - HEAD_MAY_BE_AHEAD.multipliedBy(2).toMillis());
    }
  }

  /** Where a partition ended when it was looked at. */
  private record Head(long seenAtMs, long offset) {}
}
