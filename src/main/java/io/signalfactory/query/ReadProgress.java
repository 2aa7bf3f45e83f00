package io.signalfactory.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How far this instance has read the topics that every instance reads, such as contracts: what is
 * on a topic up to there is in effect here. Thread-safe.
 */
public final class ReadProgress {

  private final Map<String, Long> latest = new HashMap<>();
  private final List<Waiting> all = new ArrayList<>();

  private record Waiting(Map<String, Long> offsets, CountDownLatch latch) {}

  /** A record is in effect now. */
  public synchronized void read(String topic, long offset) {
    latest.put(topic, offset);
    for (Waiting waiting : all) {
      if (isRead(waiting.offsets())) {
        waiting.latch().countDown();
      }
    }
  }

  /**
   * Waits until the records at some offsets are in effect.
   *
   * @param offsets one for each topic
   * @param atMost how long to wait
   * @return false if the time ran out
   */
  public boolean await(Map<String, Long> offsets, Duration atMost) throws InterruptedException {
    Waiting waiting = new Waiting(Map.copyOf(offsets), new CountDownLatch(1));
    if (!begin(waiting)) {
      return true;
    }
    try {
      return waiting.latch().await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      end(waiting);
    }
  }

  private synchronized boolean begin(Waiting waiting) {
    return !isRead(waiting.offsets()) && all.add(waiting);
  }

  private synchronized void end(Waiting waiting) {
    all.remove(waiting);
  }

  private boolean isRead(Map<String, Long> offsets) {
    return offsets.entrySet().stream()
        .allMatch(each -> latest.getOrDefault(each.getKey(), -1L) >= each.getValue());
  }
}
