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

/** Decides what progress an ENFORCE task reports of its raw partitions, and when. */
final class ProgressReporter {

  /**
   * A partition is caught up when everything that was in it this long ago has been read. Neither
   * the lag nor the records' timestamps would do: on a busy topic some records always wait, and
   * timestamps are chosen by producers.
   */
  static final Duration CAUGHT_UP_WITHIN = Duration.ofSeconds(10);

  /**
   * A lag is never older than this before the previous look: it comes with the last fetch, and a
   * thread that was held up since then looks at it before it fetches again. The span also covers
   * that a lag counts from the last record fetched, while a task may still have thousands of
   * fetched records to process.
   */
  static final Duration LAG_MAY_BE_OLD = Duration.ofSeconds(1);

  /** How many ends of a partition are remembered while it is read up to them. */
  static final int MAX_HEADS = 64;

  private static final long NOTHING_READ = -1;

  private final RawPartitions known;
  private final Map<SourcePartition, PartitionState> partitions = new HashMap<>();

  ProgressReporter(RawPartitions known) {
    this.known = known;
  }

  /** Takes note that a partition has been read up to a position; -1 if nothing has been read. */
  void readThrough(SourcePartition source, long position) {
    if (position >= 0) {
      partitions.computeIfAbsent(source, s -> new PartitionState()).nextOffset = position + 1;
    }
  }

  /**
   * @param createdAgainAtMs {@link SignalInput.Progress#createdAgainAtMs} of the reports that
   *     follow
   */
  void isOf(SourcePartition source, long createdAgainAtMs) {
    partitions.computeIfAbsent(source, s -> new PartitionState()).createdAgainAtMs =
        createdAgainAtMs;
  }

  /** The topic of a partition was created again: where the earlier one ended means nothing now. */
  void startsAgain(SourcePartition source) {
    PartitionState state = partitions.get(source);
    if (state != null) {
      state.startAgain();
    }
  }

  /** The reports that are due now, for the partitions that the task is known to read. */
  List<SignalInput.Progress> due(Set<SourcePartition> sources, long nowMs) {
    List<SignalInput.Progress> due = new ArrayList<>();
    for (SourcePartition source : sources) {
      PartitionState state = partitions.computeIfAbsent(source, s -> new PartitionState());
      OptionalLong lag = known.lag(source);
      if (lag.isPresent()) {
        state.look(lag.getAsLong(), nowMs);
      }
      boolean caughtUp = lag.isPresent() && state.caughtUp(lag.getAsLong(), nowMs);
      SignalInput.Progress last = state.reported;
      if (last == null
          || last.caughtUp() != caughtUp
          || (last.readPastMs() == Long.MIN_VALUE && state.readPastMs != Long.MIN_VALUE)
          || nowMs - last.reportedAtMs()
              >= SignalInput.Progress.REPORTED_AT_LEAST_EVERY.toMillis()) {
        state.reported =
            new SignalInput.Progress(
                source, lag.orElse(-1), caughtUp, state.readPastMs, nowMs, state.createdAgainAtMs);
        due.add(state.reported);
      }
    }
    return due;
  }

  /** What is remembered of one partition. */
  private static final class PartitionState {
    private final Deque<Head> heads = new ArrayDeque<>();
    private long nextOffset = NOTHING_READ;
    private long readPastMs = Long.MIN_VALUE;
    private long lookedAtMs = Long.MIN_VALUE;
    private long createdAgainAtMs = Long.MIN_VALUE;
    private SignalInput.@Nullable Progress reported;

    private void startAgain() {
      heads.clear();
      nextOffset = NOTHING_READ;
    }

    /** Takes note of where the partition ends now, and of which earlier ends have been read. */
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
        // The end is known only once it is known which record is read next.
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

    /** Keeps every other end, the first and the last among them: enough for a long backlog. */
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

  /** The end of a partition at a time. */
  private record Head(long trueAtMs, long offset) {}
}
