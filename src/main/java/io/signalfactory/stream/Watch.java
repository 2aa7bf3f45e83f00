package io.signalfactory.stream;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after the instance once per second, on a thread that no fault of the cluster blocks. */
final class Watch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final Runnable look;
  private final ScheduledExecutorService background =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "watch");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Looks at nothing before {@link #start}.
   *
   * @param look what is done every second; it must not wait
   */
  Watch(Runnable look) {
    this.look = look;
  }

  void start() {
    var unused =
        background.scheduleWithFixedDelay(
            this::lookSafely, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** An exception would end all further looks. */
  private void lookSafely() {
    try {
      look.run();
    } catch (RuntimeException e) {
      LOG.error("A look at the instance failed; the next follows", e);
    }
  }

  @Override
  public void close() {
    background.shutdownNow();
  }
}
