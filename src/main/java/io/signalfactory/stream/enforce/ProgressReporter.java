package io.signalfactory.stream.enforce;

import io.signalfactory.stream.kafka.RawPartitions;
import io.signalfactory.stream.report.SignalInput;
import io.signalfactory.tally.SourcePartition;
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
public final class ProgressReporter {

  /**
   * A partition is caught up when everything that was there so long ago has been read. On a busy
   * topic something always waits, and what its records' timestamps say of their age is up to their
   * producers, so neither tells.
   */
  static final Duration CAUGHT_UP_WITHIN = Duration.ofSeconds(10);

  /**
   * A lag is no older than so much before the previous look: it is from the last fetch, and a
   * thread that was held up since then looks at it before it fetches again. The span also covers
   * that a lag counts from the last record fetched, of which a task may hold some thousand that it
   * has not processed yet.
   */
  static final Duration LAG_MAY_BE_OLD = Duration.ofSeconds(1);

  /**
   * At least so often even where nothing changes: so that silence of ours can be told, and as
   * staleness is judged at the time that was reported, which must not be long ago.
   */
  public static final Duration AT_LEAST_EVERY = Duration.ofSeconds(3);

  /** Ends of a partition that are remembered while it is read up to them. */
  static final int MAX_HEADS = 64;

  private static final long NOTHING_READ = -1;

  private final RawPartitions partitions;
  private final Map<SourcePartition, State> states = new HashMap<>();

  public ProgressReporter(RawPartitions partitions) {
    this.partitions = partitions;
  }

  /** The records of a partition have been read up to this one; -1 if none has been. */
  public void readThrough(SourcePartition source, long offset) {
    if (offset >= 0) {
      states.computeIfAbsent(source, s -> new State()).nextOffset = offset + 1;
    }
  }

  /** The reports that are due now, of the partitions that the task is known to read. */
  public List<SignalInput.Progress> due(Set<SourcePartition> sources, long nowMs) {
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
          || (last.readPastMs() == Long.MIN_VALUE && state.readPastMs != Long.MIN_VALUE)
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
    private long lookedAtMs = Long.MIN_VALUE;
    private SignalInput.@Nullable Progress reported;

    /** Takes note of where the partition ends now, and of which earlier ends have been reached. */
    private void look(long lag, long nowMs) {
      long previousMs = lookedAtMs;
      lookedAtMs = nowMs;
      if (previousMs == Long.MIN_VALUE) {
        return;
      }
      long trueAtMs = previousMs - LAG_MAY_BE_OLD.toMillis();
      if (lag == 0) {
        heads.clear();
        readPast(trueAtMs);
      } else if (nextOffset != NOTHING_READ) {
        // Before it is known where the partition is being read, its end cannot be told.
        if (heads.size() == MAX_HEADS) {
          thinOut();
        }
        heads.addLast(new Head(trueAtMs, nextOffset + lag));
        while (!heads.isEmpty() && heads.getFirst().offset <= nextOffset) {
          readPast(heads.removeFirst().trueAtMs);
        }
      }
    }

    private void readPast(long ms) {
      readPastMs = Math.max(readPastMs, ms);
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
          || (readPastMs != Long.MIN_VALUE && readPastMs >= nowMs - CAUGHT_UP_WITHIN.toMillis());
    }
  }

  /** Where a partition ended at a time. */
  private record Head(long trueAtMs, long offset) {}
}
