package io.signalfactory.stream.sight;

import io.signalfactory.query.Holding;
import io.signalfactory.query.Observer;
import io.signalfactory.query.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Until when this instance has seen its datasets: as long as the cluster answers, and the SIGNALS
 * task of a dataset judges it and can commit. Older than a limit, it is blind. One board serves the
 * instance for as long as it lives. Thread-safe.
 */
public final class SightBoard implements Observer {

  /**
   * How old a judgement may be beyond two commits. A task judges once per second, so it is old
   * after a few seconds; a rebalance or a new leader on a busy machine takes some more, and is no
   * blindness.
   */
  static final Duration PATIENCE = Duration.ofSeconds(8);

  /** How much older a copy may be: values that have merely moved are stored every ten seconds. */
  static final Duration COPY_PATIENCE = Duration.ofSeconds(10);

  /** A refusal is an answer, so it need not be waited for; one of a moment is none. */
  private static final Duration REFUSED_PATIENCE = Duration.ofSeconds(3);

  private final ClusterSight cluster;
  private final Time time;
  private final long limitNanos;
  private final ToIntFunction<String> partitionOf;
  private final CopyBoard copies;
  private final Map<Integer, TaskSight> tasks = new ConcurrentHashMap<>();
  private volatile long workedAt;
  private volatile long readAt;
  private volatile @Nullable String obstacle;
  private volatile @Nullable String trouble;

  /**
   * @param cluster when the cluster last answered
   * @param time the clock that the tasks go by
   * @param commitInterval how often tasks commit
   * @param partitionOf the partition of a dataset's SIGNALS task, by its URN
   * @param copies how far the copies of this instance are behind, by the same clock
   */
  public SightBoard(
      ClusterSight cluster,
      Time time,
      Duration commitInterval,
      ToIntFunction<String> partitionOf,
      CopyBoard copies) {
    this(
        cluster,
        time,
        PATIENCE.plus(commitInterval.multipliedBy(2)).toNanos(),
        partitionOf,
        copies);
  }

  private SightBoard(
      ClusterSight cluster,
      Time time,
      long limitNanos,
      ToIntFunction<String> partitionOf,
      CopyBoard copies) {
    this.copies = copies;
    this.cluster = cluster;
    this.time = time;
    this.limitNanos = limitNanos;
    this.partitionOf = partitionOf;
    this.workedAt = time.nanoseconds();
    this.readAt = workedAt;
  }

  /** A board for a topology without a cluster, such as a backtest's: it is never blind. */
  public static SightBoard withoutCluster() {
    return new SightBoard(
        new ClusterSight(() -> 0),
        Time.SYSTEM,
        Long.MAX_VALUE,
        datasetUrn -> 0,
        new CopyBoard(() -> 0, false));
  }

  /**
   * A SIGNALS task begins.
   *
   * @param partition its partition
   * @param judgedUntilMs until when its stored states had been judged, in milliseconds since the
   *     epoch; the present if it has none
   * @param commits how often its thread has committed; read by any thread
   */
  public TaskSight begin(int partition, long judgedUntilMs, LongSupplier commits) {
    long ageNanos = Duration.ofMillis(Math.max(0, time.milliseconds() - judgedUntilMs)).toNanos();
    TaskSight begun =
        new TaskSight(this, partition, time.nanoseconds() - ageNanos, commits, time::nanoseconds);
    tasks.put(partition, begun);
    copies.judges(partition);
    return begun;
  }

  /**
   * Notes how the stream threads are; to be called every second or so.
   *
   * @param working whether all of them have their tasks and run
   * @param trouble what is wrong with them, as a sentence without a full stop; null if nothing is
   */
  public void look(boolean working, @Nullable String trouble) {
    this.trouble = trouble;
    if (working) {
      workedAt = time.nanoseconds();
      // A task that is not back by now has moved to another instance.
      tasks.values().removeIf(TaskSight::closed);
    }
  }

  /**
   * Notes whether raw records can be read; to be called every second or so.
   *
   * @param obstacle what keeps this instance from reading any, as a sentence without a full stop
   *     that a time can follow; null if nothing does
   */
  public void lookAtSources(@Nullable String obstacle) {
    this.obstacle = obstacle;
    if (obstacle == null) {
      readAt = time.nanoseconds();
    }
  }

  /** What this instance has of a partition now. */
  public Holding here(int partition) {
    TaskSight task = tasks.get(partition);
    if (task != null && !task.closed()) {
      return Holding.ACTIVE;
    }
    return copies.seenAt(partition).isPresent() ? Holding.COPY : Holding.NONE;
  }

  /**
   * A store of a partition as it was committed: as queries may show it.
   *
   * @param name of the store
   * @param store as it is now, committed or not
   */
  public ReadOnlyKeyValueStore<String, byte[]> confirmed(
      int partition, String name, ReadOnlyKeyValueStore<String, byte[]> store) {
    TaskSight task = tasks.get(partition);
    // A copy has only what was committed.
    return task == null || task.closed() ? store : task.unconfirmed().confirmed(name, store);
  }

  @Override
  public Sight of(String datasetUrn) {
    return of(partitionOf.applyAsInt(datasetUrn));
  }

  @Override
  public Sight of(int partition) {
    TaskSight task = tasks.get(partition);
    long now = time.nanoseconds();
    if (task == null || task.closed()) {
      OptionalLong copied = copies.seenAt(partition);
      if (copied.isPresent()) {
        return ofCopy(age(copied.getAsLong(), now));
      }
    }
    long taskAge = task == null ? 0 : age(task.seenAt(), now);
    return sight(
        taskAge,
        limitNanos,
        task != null && stuck(task, now)
            ? "the SIGNALS task of this dataset has not run"
            : "nothing could be committed");
  }

  /** A copy gets a value that has merely moved every ten seconds, and may have none to get. */
  private Sight ofCopy(long age) {
    return sight(
        age,
        limitNanos + COPY_PATIENCE.toNanos(),
        "this is a copy, and the instance that judges has written nothing to it");
  }

  @Override
  public Sight ofAll() {
    long now = time.nanoseconds();
    long worst = age(workedAt, now);
    String why = "the stream threads have not all been running";
    for (TaskSight task : tasks.values()) {
      long taskAge = age(task.seenAt(), now);
      if (taskAge > worst) {
        worst = taskAge;
        why =
            stuck(task, now)
                ? "SIGNALS task " + task.partition() + " has not run"
                : "nothing could be committed";
      }
    }
    Sight seen = sight(worst, limitNanos, why);
    return seen.blindness() == null ? ofSources(seen, now) : seen;
  }

  private Sight ofSources(Sight otherwise, long now) {
    String unread = obstacle;
    Duration age = Duration.ofNanos(age(readAt, now));
    return unread == null || age.compareTo(REFUSED_PATIENCE) <= 0
        ? otherwise
        : Sight.blind(
            Instant.ofEpochMilli(time.milliseconds()).minus(age),
            age,
            unread + " for " + age.toSeconds() + " s");
  }

  /**
   * What can be seen if the cluster has its say, too.
   *
   * @param limit how long ago is too long ago, in nanoseconds
   * @param why what has lasted since then, if it is too long ago
   */
  private Sight sight(long streamsAge, long limit, String why) {
    long clusterAge = cluster.ageNanos();
    Duration age = Duration.ofNanos(Math.max(streamsAge, clusterAge));
    Instant seenAt = Instant.ofEpochMilli(time.milliseconds()).minusMillis(age.toMillis());
    if (streamsAge <= limit && clusterAge <= limitNanos) {
      return Sight.clear(seenAt, age);
    }
    // Without a cluster threads die and tasks hang, and may do so a little before a question to it
    // fails. It is asked every second, so half the limit is long.
    if (clusterAge > limitNanos / 2) {
      return Sight.blind(seenAt, age, cluster.blindness(Duration.ofNanos(clusterAge)));
    }
    String cause = trouble;
    return Sight.blind(
        seenAt, age, why + " for " + age.toSeconds() + " s" + (cause == null ? "" : ": " + cause));
  }

  /**
   * Whether it is the task that hangs, and not only its commits. It may well have begun to judge
   * after what could last be committed.
   */
  private boolean stuck(TaskSight task, long now) {
    OptionalLong round = task.roundAt();
    return round.isEmpty() || now - round.getAsLong() > limitNanos / 2;
  }

  /** A task ends. It may have been replaced meanwhile by another of the same partition. */
  void ends(TaskSight task) {
    if (task.equals(tasks.get(task.partition()))) {
      copies.judgesNoLonger(task.partition());
    }
  }

  boolean blind(TaskSight task) {
    return age(task.seenAt(), time.nanoseconds()) > limitNanos || cluster.ageNanos() > limitNanos;
  }

  /** For how long the instance has been blind to any of its datasets, in seconds; 0 if it sees. */
  public double blindSeconds() {
    Sight worst = ofAll();
    return worst.blindness() == null ? 0 : worst.age().toMillis() / 1e3;
  }

  private static long age(long then, long now) {
    return Math.max(0, now - then);
  }
}
