package io.signalfactory.query;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How far this instance has read the topics that every instance reads, such as contracts: what is
 * on a topic up to there is in effect here. Thread-safe.
 */
public final class ReadProgress {

  private final Map<String, Long> latest = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();

  /** A record is in effect now. */
  public void read(String topic, long offset) {
    lock.lock();
    try {
      latest.put(topic, offset);
      moved.signalAll();
    } finally {
      lock.unlock();
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
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (!isRead(offsets)) {
        if (left <= 0) {
          return false;
        }
        left = moved.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isRead(Map<String, Long> offsets) {
    return offsets.entrySet().stream()
        .allMatch(each -> latest.getOrDefault(each.getKey(), -1L) >= each.getValue());
  }
}
