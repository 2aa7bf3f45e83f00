package io.signalfactory.benchmarks;

import io.signalfactory.rig.RigException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;

/**
 * When a group committed what, seen from outside. Instances commit once per second and each at its
 * own time, so a rate is taken for each partition, from one commit to another: the time between the
 * edge of a window and the next commit would else count as records per second.
 */
final class CommitTrace implements AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final Topics topics;
  private final String group;
  private final Thread thread = new Thread(this::run, "commits");
  private final Map<TopicPartition, List<Commit>> commits = new HashMap<>();
  private volatile boolean stopped;
  private volatile Exception failure;

  CommitTrace(Topics topics, String group) {
    this.topics = topics;
    this.group = group;
    thread.start();
  }

  /** An offset, and when it was first seen. */
  private record Commit(long nanos, long offset) {}

  private void run() {
    try {
      while (!stopped) {
        Map<TopicPartition, Long> offsets =
            topics.offsets(group, topic -> topic.startsWith(Workload.RAW));
        note(System.nanoTime(), offsets);
        Thread.sleep(LOOK_EVERY.toMillis());
      }
    } catch (ExecutionException | InterruptedException | RuntimeException e) {
      failure = e;
    }
  }

  private synchronized void note(long now, Map<TopicPartition, Long> offsets) {
    offsets.forEach(
        (partition, offset) -> {
          List<Commit> seen = commits.computeIfAbsent(partition, p -> new ArrayList<>());
          if (seen.isEmpty() || seen.get(seen.size() - 1).offset() != offset) {
            seen.add(new Commit(now, offset));
          }
        });
  }

  /**
   * Records per second of all partitions between two moments of {@link System#nanoTime}.
   *
   * @throws RigException if a partition has less than two commits in between
   */
  synchronized double recordsPerSecond(long from, long to) {
    if (failure != null) {
      throw new RigException("commits cannot be seen: " + failure);
    }
    double sum = 0;
    for (Map.Entry<TopicPartition, List<Commit>> each : commits.entrySet()) {
      List<Commit> within =
          each.getValue().stream().filter(c -> c.nanos() >= from && c.nanos() <= to).toList();
      if (within.size() < 2) {
        throw new RigException(
            each.getKey() + " has less than two commits in a window: give more --seconds");
      }
      Commit first = within.get(0);
      Commit last = within.get(within.size() - 1);
      sum += (last.offset() - first.offset()) / ((last.nanos() - first.nanos()) / 1e9);
    }
    return sum;
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.join();
  }
}
