package io.signalfactory.stream.sight;

import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.state.KeyValueStore;

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
  private final Unconfirmed unconfirmed;
  private long committed;
  private long judgedSince = NEVER;
  private volatile long roundAt;
  private volatile long seenAt;
  private volatile boolean closed;

  /**
   * @param seenAt until when the stored states had been judged, by the clock of the board
   * @param commits how often the thread of the task has committed; read by any thread
   */
  TaskSight(
      SightBoard board, int partition, long seenAt, LongSupplier commits, LongSupplier nanoClock) {
    this.board = board;
    this.partition = partition;
    this.commits = commits;
    this.unconfirmed = new Unconfirmed(commits);
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
      unconfirmed.forget();
      if (judgedSince != NEVER) {
        seenAt = judgedSince;
      }
    }
  }

  /**
   * A store of the task. What is written through the returned one is not shown to queries before it
   * is committed: until then they get what was there before.
   */
  public KeyValueStore<String, byte[]> noting(KeyValueStore<String, byte[]> store) {
    return unconfirmed.noting(store);
  }

  Unconfirmed unconfirmed() {
    return unconfirmed;
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
