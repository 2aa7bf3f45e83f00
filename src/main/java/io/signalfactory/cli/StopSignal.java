package io.signalfactory.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Notifies a long-running command that the process was asked to end (Ctrl-C, SIGTERM), and ends the
 * process once the command has cleaned up.
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
   * Until {@link #close()} a signal to stop ends the process only after the command, with status 0:
   * for commands that run until they are stopped.
   */
  static StopSignal install() {
    return install(true);
  }

  /**
   * Until {@link #close()} a signal to stop ends the process only after the command, with the
   * status of that signal: for commands whose result is useless if they do not finish.
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
      return; // The command is over, and the process ends with its status.
    }
    requested.countDown();
    try {
      boolean clean = finished.await(CLEAN_UP_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      // Otherwise the JVM ends with the status of the signal.
      if (!clean || stoppingIsSuccess) {
        Runtime.getRuntime().halt(clean ? ExitStatus.DONE : ExitStatus.INTERNAL_ERROR);
      }
    } catch (InterruptedException e) {
      Runtime.getRuntime().halt(ExitStatus.INTERNAL_ERROR);
    }
  }

  /** Waits until the process is asked to end, or for a time; returns whether it was asked. */
  boolean await(Duration atMost) throws InterruptedException {
    return requested.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  boolean isRequested() {
    return requested.getCount() == 0;
  }

  /** To be called when the command has cleaned up. */
  @Override
  public void close() {
    finished.countDown();
  }
}
