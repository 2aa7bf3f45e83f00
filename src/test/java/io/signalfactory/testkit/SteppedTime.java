package io.signalfactory.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/**
 * A clock for Kafka Streams that stands still until a test moves it. Only what it shows is ours:
 * whoever sleeps or waits by it does so in real time, so no thread waits for a step that never
 * comes. Thread-safe.
 */
public final class SteppedTime implements Time {

  private final AtomicLong nowMs;

  /**
   * @param start what it shows at first
   */
  public SteppedTime(Instant start) {
    this.nowMs = new AtomicLong(start.toEpochMilli());
  }

  /** What it shows now. */
  public Instant now() {
    return Instant.ofEpochMilli(nowMs.get());
  }

  /** Moves it forward. */
  public void advance(Duration by) {
    nowMs.addAndGet(by.toMillis());
  }

  @Override
  public long milliseconds() {
    return nowMs.get();
  }

  @Override
  public long nanoseconds() {
    return Duration.ofMillis(nowMs.get()).toNanos();
  }

  @Override
  public void sleep(long ms) {
    Time.SYSTEM.sleep(ms);
  }

  @Override
  public void waitObject(Object monitor, Supplier<Boolean> condition, long deadlineMs)
      throws InterruptedException {
    long leftMs = Math.max(0, deadlineMs - nowMs.get());
    Time.SYSTEM.waitObject(monitor, condition, Time.SYSTEM.milliseconds() + leftMs);
  }
}
