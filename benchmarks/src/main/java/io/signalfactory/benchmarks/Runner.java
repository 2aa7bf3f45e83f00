package io.signalfactory.benchmarks;

import io.signalfactory.rig.Child;
import io.signalfactory.rig.RigException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/**
 * A contestant under way, in a JVM of its own. It runs when it is its turn and is stopped in
 * between.
 *
 * <p>Offsets move with its commits, so a turn ends when one is seen. What a contestant does between
 * that commit and its stop counts for its next turn, which leaves as much to the one after.
 */
final class Runner implements AutoCloseable {

  /** To ask for the offsets of 800 partitions is work for the broker, too. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  /** Of a single turn; what takes as long as this is stuck. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Lab lab;
  private final Contestant contestant;
  private final String group;
  private final Child child;
  private final CompilerCpu compiler;
  private long done;

  private Runner(Lab lab, Contestant contestant, String group, Child child) {
    this.lab = lab;
    this.contestant = contestant;
    this.group = group;
    this.child = child;
    this.compiler = new CompilerCpu(child.pid());
  }

  /**
   * @param group its application id
   * @param child its process, which has just been started
   */
  static Runner stopped(Lab lab, Contestant contestant, String group, Child child)
      throws InterruptedException {
    child.pause();
    return new Runner(lab, contestant, group, child);
  }

  private record Mark(
      long records, long nanos, Duration cpu, Duration compiler, Duration brokerCpu) {}

  /**
   * Lets it run until it has committed so many of its records, and at least once.
   *
   * @param ignored so many of the first ones are not measured
   * @param until at most all
   * @throws RigException if it has come to its end before, ends, or takes too long
   */
  Sample turn(long ignored, long until) throws InterruptedException, ExecutionException {
    child.resume();
    if (ignored > 0) {
      runUntil(Math.min(done + ignored, contestant.workload().records()));
    }
    Mark start = mark();
    runUntil(Math.max(until, done + 1));
    Mark end = mark();
    child.pause();
    return between(start, end);
  }

  private void runUntil(long until) throws InterruptedException, ExecutionException {
    long records = contestant.workload().records();
    if (done >= records) {
      throw new RigException(
          records
              + " records are too few: "
              + contestant.candidate().label()
              + " has less than a commit for each turn. Give more with --records=N.");
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (done < until) {
      child.requireAlive();
      if (System.nanoTime() - deadline > 0) {
        throw new RigException(
            group + " has read " + done + " of " + records + " records" + child.tail());
      }
      Thread.sleep(LOOK_EVERY.toMillis());
      done = lab.topics().committed(group, contestant.candidate()::endsAt);
    }
  }

  private Mark mark() {
    return new Mark(done, System.nanoTime(), child.cpu(), compiler.soFar(), lab.broker().cpu());
  }

  private static Sample between(Mark first, Mark last) {
    double records = last.records() - first.records();
    return new Sample(
        records / ((last.nanos() - first.nanos()) / 1e9),
        micros(first.cpu(), last.cpu(), records),
        micros(first.compiler(), last.compiler(), records),
        micros(first.brokerCpu(), last.brokerCpu(), records));
  }

  private static double micros(Duration first, Duration last, double records) {
    return last.minus(first).toNanos() / 1e3 / records;
  }

  @Override
  public void close() throws InterruptedException {
    child.close();
  }
}
