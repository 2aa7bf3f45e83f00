package io.signalfactory.benchmarks;

import io.signalfactory.rig.RigException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Asks so many questions per second, whether or not the ones before have been answered. */
final class QueryLoad implements AutoCloseable {

  private final Asker asker;
  private final Supplier<String> urls;
  private final long betweenNanos;
  private final Map<String, Long> answers = new ConcurrentSkipListMap<>();
  private final Thread thread = new Thread(this::run, "queries");
  private volatile boolean stopped;
  private volatile RuntimeException failure;

  /**
   * @param urls what is asked next
   * @param perSecond how many questions
   */
  QueryLoad(Asker asker, Supplier<String> urls, int perSecond) {
    this.asker = asker;
    this.urls = urls;
    this.betweenNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    thread.start();
  }

  private void run() {
    try {
      long next = System.nanoTime();
      while (!stopped) {
        long early = next - System.nanoTime();
        if (early > 0) {
          LockSupport.parkNanos(early);
          continue;
        }
        next += betweenNanos;
        // counted when it comes
        var unused =
            asker.askLater(urls.get()).thenAccept(status -> answers.merge(status, 1L, Long::sum));
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** How many answers of each kind there were so far, by their status. */
  Map<String, Long> answers() {
    if (failure != null) {
      throw new RigException("questions cannot be asked: " + failure);
    }
    return new TreeMap<>(answers);
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.join();
  }
}
