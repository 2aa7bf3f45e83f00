package io.signalfactory.stream.sight;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Until when one SIGNALS task has seen its datasets. The stream thread tells when it judges; what
 * it has judged counts as seen once the thread has committed, as only then the task is known to
 * belong to this instance, and the cluster to answer it.
 *
 * <p>The stream thread writes, any thread reads.
 */
public final class TaskSight implements AutoCloseable {

  private static final long NEVER = Long.MIN_VALUE;

  private final SightBoard board;
  private final int partition;
  private final LongSupplier commits;
  private final LongSupplier nanoClock;
  private long committed;
  private long judgedSince = NEVER;
  private volatile long roundAt;
  private volatile long seenAt;
  private volatile boolean closed;

  /**
   * @param seenAt until when the stored states had been judged, by the clock of the board
   * @param commits how often the thread of the task has committed
   */
  TaskSight(
      SightBoard board, int partition, long seenAt, LongSupplier commits, LongSupplier nanoClock) {
    this.board = board;
    this.partition = partition;
    this.commits = commits;
    this.nanoClock = nanoClock;
    this.committed = commits.getAsLong();
    this.seenAt = seenAt;
    this.roundAt = NEVER;
  }

  /** A tick begins. */
  public void ticks() {
    long count = commits.getAsLong();
    if (count != committed) {
      committed = count;
      if (judgedSince != NEVER) {
        seenAt = judgedSince;
      }
    }
  }

  /** The tick begins to judge all datasets anew: since the last call all have been judged. */
  public void roundBegins() {
    judgedSince = roundAt;
    roundAt = nanoClock.getAsLong();
  }

  /**
   * Whether a state of this task must not be shown now. Cheap: every scrape asks for each state.
   */
  public boolean blind() {
    return board.blind(this);
  }

  long seenAt() {
    return seenAt;
  }

  /** When it last began to judge; empty if it never has. */
  OptionalLong roundAt() {
    long last = roundAt;
    return last == NEVER ? OptionalLong.empty() : OptionalLong.of(last);
  }

  boolean closed() {
    return closed;
  }

  int partition() {
    return partition;
  }

  /** The task has left the thread, to another instance or to come back. */
  @Override
  public void close() {
    // A copy that is forgotten before the task is closed cannot be taken for one in between.
    board.ends(this);
    closed = true;
  }
}
