package io.signalfactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private static final Instant AT = Instant.parse("2026-03-02T12:34:56Z");

  private final StringWriter terminal = new StringWriter();
  private long now;

  @Test
  void showsNothingWithoutATerminal() {
    ProgressLine line = line(false);
    now = TimeUnit.SECONDS.toNanos(1);

    line.show(AT, 0.5);
    line.close();

    assertThat(terminal.toString()).isEmpty();
  }

  @Test
  void showsTheProgressAndDisappears() {
    ProgressLine line = line(true);
    now = TimeUnit.SECONDS.toNanos(1);

    line.show(AT, 0.5);
    line.close();

    assertThat(terminal.toString())
        .isEqualTo(
            "\r\u001b[K["
                + "#".repeat(15)
                + " ".repeat(15)
                + "] 50 %  2026-03-02T12:34:00Z\r\u001b[K");
  }

  @Test
  void showsNoBarIfTheEndIsNotKnown() {
    ProgressLine line = line(true);
    now = TimeUnit.SECONDS.toNanos(1);

    line.show(AT, Double.NaN);

    assertThat(terminal.toString()).isEqualTo("\r\u001b[K2026-03-02T12:34:00Z");
  }

  @Test
  void isShownAtMostFiveTimesPerSecond() {
    ProgressLine line = line(true);

    for (int i = 0; i < 1_000; i++) {
      now += TimeUnit.MILLISECONDS.toNanos(1);
      line.show(AT, 0);
    }

    assertThat(terminal.toString().split("\r", -1)).hasSize(1 + 5);
  }

  private ProgressLine line(boolean visible) {
    return new ProgressLine(new PrintWriter(terminal), visible, () -> now);
  }
}
