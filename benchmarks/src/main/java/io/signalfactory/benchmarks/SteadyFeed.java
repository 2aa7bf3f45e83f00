package io.signalfactory.benchmarks;

import io.signalfactory.rig.RigException;
import java.time.Instant;
import java.util.concurrent.ExecutionException;

/** Feeds an application as fast as it keeps up: never more than a number of records ahead of it. */
final class SteadyFeed implements AutoCloseable {

  private static final int AT_A_TIME = 1_000;
  private static final long PAUSE_MS = 5;
  private static final long LOOK_EVERY_MS = 250;

  private final Feed feed;
  private final Topics topics;
  private final String group;
  private final long ahead;
  private final Thread thread = new Thread(this::run, "feed");
  private volatile boolean stopped;
  private volatile long committed;
  private volatile Exception failure;

  /**
   * @param group that reads
   * @param ahead the most records that wait
   */
  SteadyFeed(Feed feed, Topics topics, String group, long ahead) {
    this.feed = feed;
    this.topics = topics;
    this.group = group;
    this.ahead = ahead;
    thread.start();
  }

  private void run() {
    long looked = System.nanoTime();
    try {
      while (!stopped) {
        if (System.nanoTime() - looked > LOOK_EVERY_MS * 1_000_000) {
          looked = System.nanoTime();
          committed = topics.committed(group, topic -> topic.startsWith(Workload.RAW));
        }
        if (feed.sent() - committed < ahead) {
          feed.send(AT_A_TIME, Instant.now());
        } else {
          Thread.sleep(PAUSE_MS);
        }
      }
    } catch (ExecutionException | InterruptedException | RuntimeException e) {
      failure = e;
    }
  }

  /**
   * How many records have been read so far.
   *
   * @throws RigException if the feed has failed
   */
  long committed() {
    if (failure != null) {
      throw new RigException("the feed failed: " + failure);
    }
    return committed;
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.join();
    feed.close();
  }
}
