package io.signalfactory.stream;

import io.signalfactory.contract.Slos;
import java.util.List;

/**
 * What happens to a cluster in a test.
 *
 * @param rawPartitions partitions of the raw topic
 * @param signalPartitions SIGNALS tasks
 * @param exactlyOnce whether a kill takes back what was written since the last commit
 * @param commitEverySteps how many steps are between two commits
 * @param lateRetentionHours how long late events count
 * @param graceSeconds how long an hour waits for them
 * @param slos what the two datasets are judged by at first
 * @param moves what happens, one after the other
 */
record History(
    int rawPartitions,
    int signalPartitions,
    boolean exactlyOnce,
    int commitEverySteps,
    int lateRetentionHours,
    int graceSeconds,
    Slos slos,
    List<Move> moves) {

  /** Something that happens. */
  sealed interface Move {}

  /** A producer sends so many events a minute for so long; time goes on in steps. */
  record Traffic(
      int dataset, EventKind kind, String version, int minutes, int aMinute, int stepSeconds)
      implements Move {}

  /** A producer sends many events at once. */
  record Burst(int dataset, EventKind kind, String version, int events) implements Move {}

  /** What was held up is sent: events of the last minutes, one each. */
  record HeldUp(int dataset, int minutes) implements Move {}

  /** The last records of a partition are sent again. */
  record Resend(int partition, int events) implements Move {}

  /** Nothing is sent. */
  record Silence(int minutes, int stepSeconds) implements Move {}

  /** Something happens to a task; what has stopped starts again with {@link TaskOp#START}. */
  record Task(boolean signals, int index, TaskOp op) implements Move {}

  /** A task reads only so many records between two looks at the clock. */
  record Slow(int partition, int recordsAStep) implements Move {}

  /** A dataset gets other limits. */
  record NewContract(int dataset, Slos slos) implements Move {}

  enum TaskOp {
    STOP,
    KILL,
    START
  }

  /** What an event is like. */
  enum EventKind {
    GOOD,
    LATE_BY_A_MINUTE,
    LATE_BY_MINUTES,
    LATE_BY_AN_HOUR,
    TOO_OLD,
    FUTURE,
    SLIGHTLY_AHEAD,
    WITHOUT_TIME,
    INCOMPLETE,
    NEGATIVE,
    LARGE,
    MALFORMED,
    TOMBSTONE
  }
}
