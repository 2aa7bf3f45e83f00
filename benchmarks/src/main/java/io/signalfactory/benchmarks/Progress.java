package io.signalfactory.benchmarks;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/**
 * Follows a candidate through the records.
 *
 * <p>Offsets move with its commits, so what is timed lies between two of these: the first one after
 * a share of the records, as start and warm-up are not throughput, and the last one before the last
 * twentieth, where a partition may have ended before the others.
 */
final class Progress {

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final double TO = 0.95;

  private final Lab lab;
  private final Child candidate;
  private final Duration patience;
  private final double warmUp;

  /**
   * @param patience how long all of it may take
   * @param warmUp the share of the records after which what is timed begins
   */
  Progress(Lab lab, Child candidate, Duration patience, double warmUp) {
    this.lab = lab;
    this.candidate = candidate;
    this.patience = patience;
    this.warmUp = warmUp;
  }

  private record Mark(long records, long nanos, Duration cpu, Duration brokerCpu) {}

  /**
   * Waits until a group has committed all records.
   *
   * @param topics from which they count
   * @throws BenchmarkException if the candidate ends before, or takes too long
   */
  Sample throughAll(long records, String group, Predicate<String> topics)
      throws ExecutionException, InterruptedException {
    Mark first = null;
    Mark last = null;
    long done = 0;
    long deadline = System.nanoTime() + patience.toNanos();
    while (done < records) {
      candidate.requireAlive();
      if (System.nanoTime() - deadline > 0) {
        throw new BenchmarkException(
            group + " has read " + done + " of " + records + " records" + candidate.tail());
      }
      Thread.sleep(LOOK_EVERY.toMillis());
      long before = done;
      done = lab.topics().committed(group, topics);
      if (done > before && done >= warmUp * records && done <= TO * records) {
        last = new Mark(done, System.nanoTime(), candidate.cpu(), lab.broker().cpu());
        first = first == null ? last : first;
      }
    }
    if (first == null || first == last) {
      throw new BenchmarkException(
          records
              + " records are too few: fewer than two commits lie between warm-up and the end."
              + " Give more with --records=N.");
    }
    return between(first, last);
  }

  private static Sample between(Mark first, Mark last) {
    double records = last.records() - first.records();
    return new Sample(
        records / ((last.nanos() - first.nanos()) / 1e9),
        last.cpu().minus(first.cpu()).toNanos() / 1e3 / records,
        last.brokerCpu().minus(first.brokerCpu()).toNanos() / 1e3 / records);
  }
}
