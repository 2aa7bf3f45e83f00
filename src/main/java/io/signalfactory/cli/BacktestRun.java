package io.signalfactory.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.signalfactory.backtest.Backtest;
import io.signalfactory.backtest.BacktestResult;
import io.signalfactory.backtest.HistoryException;
import io.signalfactory.backtest.Watcher;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Runs one backtest and prints its breaches and its summary. */
final class BacktestRun {

  private static final JsonMapper JSON = new JsonMapper();

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;

  BacktestRun(PrintWriter out, PrintWriter err, boolean json) {
    this.out = out;
    this.err = err;
    this.json = json;
  }

  int run(Backtest backtest, @Nullable Instant until) throws IOException, HistoryException {
    long began = System.nanoTime();
    BacktestResult result;
    try (StopSignal stop = StopSignal.installAndEndBySignal();
        ProgressLine progress = ProgressLine.onTerminal()) {
      result = backtest.run(until, new Printer(progress, stop));
      if (stop.isRequested()) {
        progress.clear();
        err.println("signal-factory: stopped at " + result.until() + ", there is no summary");
        // The process ends with the status of the signal that stopped it.
        return ExitStatus.DONE;
      }
    }
    if (result.complete()) {
      BacktestFormat format = new BacktestFormat(result);
      if (json) {
        result.signals().forEach(signal -> out.println(format.json(signal)));
      } else {
        format.table().forEach(out::println);
      }
      report(result, Duration.ofNanos(System.nanoTime() - began));
    }
    return ExitStatus.DONE;
  }

  private void report(BacktestResult result, Duration took) {
    result.notes().forEach(note -> err.println("signal-factory: " + note));
    if (result.deadLetters() > 0) {
      err.println(
          "signal-factory: our own code failed on "
              + result.deadLetters()
              + " records, which were not judged: please report the stack traces above");
    }
    double seconds = took.toMillis() / 1000.0;
    double history = Duration.between(result.from(), result.until()).toMillis() / 1000.0;
    err.println(
        String.format(
            Locale.ROOT,
            "signal-factory: took %.1f s, %.0f times as fast as it happened",
            seconds,
            history / seconds));
  }

  private final class Printer implements Watcher {
    private final RecordFormat format = RecordFormat.forTerminal();
    private final PrintWriter lines = format.output(out);
    private final ProgressLine progress;
    private final StopSignal stop;

    private Printer(ProgressLine progress, StopSignal stop) {
      this.progress = progress;
      this.stop = stop;
    }

    @Override
    public void breach(byte[] value) {
      progress.clear();
      try {
        if (json) {
          out.println(new String(value, StandardCharsets.UTF_8));
        } else {
          lines.println(format.breach(JSON.readTree(value)));
        }
      } catch (IOException e) {
        throw new UncheckedIOException("the topology wrote a breach that is not JSON", e);
      }
    }

    @Override
    public boolean at(Instant now, double share) {
      progress.show(now, share);
      return !stop.isRequested() && !out.checkError();
    }
  }
}
