package io.signalfactory.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/**
 * One line on the terminal that shows the progress of a command and disappears at the end. It shows
 * nothing if standard error is not a terminal. Libraries for this need a terminal driver, so none
 * is used.
 */
final class ProgressLine implements AutoCloseable {

  /** Set by the launcher, because Java does not know it. */
  private static final String TERMINAL = "signal.factory.stderr.terminal";

  private static final int WIDTH = 30;
  private static final Duration SHOW_EVERY = Duration.ofMillis(200);
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter terminal;
  private final boolean visible;
  private final LongSupplier nanoClock;
  private long shownAt;
  private boolean shown;

  ProgressLine(PrintWriter terminal, boolean visible, LongSupplier nanoClock) {
    this.terminal = terminal;
    this.visible = visible;
    this.nanoClock = nanoClock;
    this.shownAt = nanoClock.getAsLong();
  }

  /** On standard error itself, as the output of commands would escape what moves the cursor. */
  static ProgressLine onTerminal() {
    PrintWriter terminal = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
    return new ProgressLine(terminal, Boolean.getBoolean(TERMINAL), System::nanoTime);
  }

  /**
   * Shows the progress, at most five times per second.
   *
   * @param at the time of the history that has been reached
   * @param share how much is done, 0 to 1; NaN if that is not known
   */
  void show(Instant at, double share) {
    long now = nanoClock.getAsLong();
    if (!visible || now - shownAt < SHOW_EVERY.toNanos()) {
      return;
    }
    shownAt = now;
    shown = true;
    terminal.print(CLEAR + bar(share) + at.truncatedTo(ChronoUnit.MINUTES));
    terminal.flush();
  }

  private static String bar(double share) {
    if (Double.isNaN(share)) {
      return "";
    }
    int done = (int) (Math.min(1, share) * WIDTH);
    return "[" + "#".repeat(done) + " ".repeat(WIDTH - done) + "] " + (int) (share * 100) + " %  ";
  }

  /** Removes the line, so that others can be printed. */
  void clear() {
    if (shown) {
      shown = false;
      terminal.print(CLEAR);
      terminal.flush();
    }
  }

  @Override
  public void close() {
    clear();
  }
}
