package io.signalfactory.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells a long-running command that the process is asked to end (Ctrl-C, SIGTERM), and lets the
 * process end once the command has cleaned up.
 */
final class StopSignal implements AutoCloseable {

  private static final Duration CLEAN_UP_WITHIN = Duration.ofSeconds(30);

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  private final boolean stoppingIsSuccess;

  private StopSignal(boolean stoppingIsSuccess) {
    this.stoppingIsSuccess = stoppingIsSuccess;
  }

  /**
   * From now on until {@link #close()}, the process ends only after the command, with status 0: for
   * commands that run until they are stopped.
   */
  static StopSignal install() {
    return install(true);
  }

  /**
   * From now on until {@link #close()}, the process ends only after the command, with the status
   * that a shell knows the signal by: for commands of which a part of the result is none.
   */
  static StopSignal installAndEndBySignal() {
    return install(false);
  }

  private static StopSignal install(boolean stoppingIsSuccess) {
    StopSignal signal = new StopSignal(stoppingIsSuccess);
    Runtime.getRuntime().addShutdownHook(new Thread(signal::onShutdown, "stop"));
    return signal;
  }

  private void onShutdown() {
    if (finished.getCount() == 0) {
      return; // The command is over and its own status counts.
    }
    requested.countDown();
    try {
      boolean clean = finished.await(CLEAN_UP_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      // The JVM reports the signal by its status.
      if (!clean || stoppingIsSuccess) {
        Runtime.getRuntime().halt(clean ? ExitStatus.DONE : ExitStatus.INTERNAL_ERROR);
      }
    } catch (InterruptedException e) {
      Runtime.getRuntime().halt(ExitStatus.INTERNAL_ERROR);
    }
  }

  /** Waits until the process is asked to end, or for a time, and answers whether it was. */
  boolean await(Duration atMost) throws InterruptedException {
    return requested.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  boolean isRequested() {
    return requested.getCount() == 0;
  }

  /** The command has cleaned up. */
  @Override
  public void close() {
    finished.countDown();
  }
}
