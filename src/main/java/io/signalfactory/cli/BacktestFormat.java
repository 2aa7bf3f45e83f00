package io.signalfactory.cli;

import io.signalfactory.backtest.BacktestResult;
import io.signalfactory.backtest.SignalSummary;
import io.signalfactory.signal.State;
import io.signalfactory.time.Rfc3339Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Formats the result of a backtest. */
final class BacktestFormat {

  private static final List<State> STATES =
      List.of(State.OK, State.WARNING, State.CRITICAL, State.UNKNOWN);

  private final BacktestResult result;

  BacktestFormat(BacktestResult result) {
    this.result = result;
  }

  /** For people: what was judged, and then one line per signal. */
  List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        result.events()
            + " events, judged from "
            + Rfc3339Writer.format(result.from())
            + " until "
            + Rfc3339Writer.format(result.until())
            + ":");
    int width =
        Math.max(
            28,
            result.signals().stream().mapToInt(signal -> name(signal).length()).max().orElse(0));
    lines.add(
        " ".repeat(width + 12)
            + "      OK  WARNING CRITICAL  UNKNOWN  breaches  longest    first opened");
    result.signals().forEach(signal -> lines.add(line(signal, width)));
    return lines;
  }

  private static String line(SignalSummary signal, int width) {
    StringBuilder line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "%-" + width + "s  ", name(signal)));
    line.append(String.format(Locale.ROOT, "%-10s", signal.key().signal().label()));
    Duration all = signal.times().values().stream().reduce(Duration.ZERO, Duration::plus);
    for (State state : STATES) {
      Duration inState = signal.times().getOrDefault(state, Duration.ZERO);
      line.append(String.format(Locale.ROOT, "%7s %%", percent(inState, all)));
    }
    line.append(String.format(Locale.ROOT, "  %8d", signal.breaches()));
    if (signal.longest() != null && signal.firstOpenedAt() != null) {
      line.append(String.format(Locale.ROOT, "  %-9s", span(signal.longest())));
      line.append("  ").append(Rfc3339Writer.format(signal.firstOpenedAt()));
    }
    return line.append(signal.open() ? "  (still open)" : "").toString();
  }

  private static String name(SignalSummary signal) {
    String consumer = signal.key().consumer();
    String dataset = signal.key().datasetUrn();
    return consumer == null ? dataset : dataset + " (" + consumer + ")";
  }

  /** A share above 0 is never shown as 0 %, and one below 100 % never as 100 %. */
  private static String percent(Duration part, Duration all) {
    if (part.isZero()) {
      return "0";
    }
    if (part.equals(all)) {
      return "100";
    }
    double percent = 100.0 * part.toMillis() / all.toMillis();
    return String.format(Locale.ROOT, "%.2f", Math.min(99.99, Math.max(0.01, percent)));
  }

  private static String span(Duration span) {
    if (span.toMinutes() == 0) {
      return span.toSeconds() + " s";
    }
    if (span.toHours() == 0) {
      return span.toMinutes() + " min";
    }
    return span.toDays() == 0
        ? span.toHours() + " h " + span.toMinutesPart() + " min"
        : span.toDays() + " d " + span.toHoursPart() + " h";
  }

  /** For programs: one signal as one JSON object. */
  String json(SignalSummary signal) {
    Map<String, @Nullable Object> seconds = new HashMap<>();
    signal
        .times()
        .forEach(
            (state, time) -> seconds.put(state.name().toLowerCase(Locale.ROOT), seconds(time)));
    Map<String, @Nullable Object> members = new HashMap<>();
    members.put("kind", "summary");
    members.put("dataset_urn", signal.key().datasetUrn());
    members.put("signal", signal.key().signal().label());
    members.put("consumer", signal.key().consumer());
    members.put("from", Rfc3339Writer.format(result.from()));
    members.put("until", Rfc3339Writer.format(result.until()));
    members.put("seconds", seconds);
    members.put("breaches", signal.breaches());
    members.put("first_opened_at", time(signal.firstOpenedAt()));
    members.put(
        "longest_breach_seconds", signal.longest() == null ? null : seconds(signal.longest()));
    members.put("open", signal.open());
    return JsonLine.of(members);
  }

  private static @Nullable String time(@Nullable Instant time) {
    return time == null ? null : Rfc3339Writer.format(time);
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
