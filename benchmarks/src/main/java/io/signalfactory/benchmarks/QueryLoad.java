package io.signalfactory.benchmarks;

import io.signalfactory.rig.RigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Asks so many questions per second, whether or not the ones before have been answered, unless all
 * of its clients wait for an answer.
 */
final class QueryLoad implements AutoCloseable {

  private static final int CLIENTS = 16;

  private final Supplier<String> urls;
  private final long betweenNanos;
  private final Map<String, Long> answers = new ConcurrentSkipListMap<>();
  private final List<Thread> clients = new ArrayList<>();
  private long next = System.nanoTime();
  private volatile boolean stopped;
  private volatile RuntimeException failure;

  /**
   * @param urls what is asked next; used by one thread at a time
   * @param perSecond how many questions
   */
  QueryLoad(Supplier<String> urls, int perSecond) {
    this.urls = urls;
    this.betweenNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    for (int i = 1; i <= CLIENTS; i++) {
      Thread client = new Thread(this::run, "queries-" + i);
      clients.add(client);
      client.start();
    }
  }

  private void run() {
    try (Asker asker = new Asker()) {
      while (!stopped) {
        String url = whenDue();
        answers.merge(asker.status(url), 1L, Long::sum);
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** Only one waits at a time, and leaves the next question to another. */
  private synchronized String whenDue() {
    for (long early = next - System.nanoTime(); early > 0; early = next - System.nanoTime()) {
      LockSupport.parkNanos(early);
    }
    next += betweenNanos;
    return urls.get();
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
    for (Thread client : clients) {
      client.join();
    }
  }
}
