package io.signalfactory.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Outcomes as text: a line each while the suite runs, and a table in Markdown at the end. */
final class Report {

  private static final String HEAD =
      """
      | fault | promised | untouched topics stood still | states UNKNOWN after | well again after | records | Evidence | stream threads that died | instances that ended | log per minute | kept |
      |---|---|---|---|---|---|---|---|---|---|---|
      """;

  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();

  void add(Outcome outcome) {
    outcomes.add(outcome);
  }

  void skip(String fault, String why) {
    skipped.add(fault + " was left out: " + why);
  }

  boolean kept() {
    return outcomes.stream().allMatch(Outcome::kept);
  }

  static String line(Outcome outcome) {
    String first =
        String.format(
            Locale.ROOT,
            "%-6s %-22s stood still %s, UNKNOWN after %s, well again after %s, %d records, %d"
                + " Evidence%s, %d threads died, %d instances ended, %d KiB of log per minute",
            outcome.kept() ? "kept" : "BROKEN",
            outcome.fault(),
            seconds(outcome.standstillMillis()),
            seconds(outcome.toldMillis()),
            seconds(outcome.recoveredMillis()),
            outcome.acknowledged(),
            outcome.evidence(),
            outcome.lost() == 0 ? "" : " (" + outcome.lost() + " went with their topic)",
            outcome.deaths(),
            outcome.exits(),
            outcome.logKibPerMinute());
    StringBuilder text = new StringBuilder(first);
    outcome.wrongs().forEach(wrong -> text.append("\n         ").append(wrong));
    return text.toString();
  }

  private static String seconds(long millis) {
    return millis < 0 ? "–" : String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
  }

  /** The table of all outcomes, and what was left out. */
  String table() {
    StringBuilder table = new StringBuilder(HEAD);
    outcomes.forEach(outcome -> table.append(row(outcome)));
    skipped.forEach(line -> table.append('\n').append(line).append('\n'));
    return table.toString();
  }

  private static String row(Outcome outcome) {
    List<String> cells =
        List.of(
            "`" + outcome.fault() + "`",
            outcome.promise().text(),
            seconds(outcome.standstillMillis()),
            seconds(outcome.toldMillis()),
            seconds(outcome.recoveredMillis()),
            String.format(Locale.ROOT, "%,d", outcome.acknowledged()),
            String.format(Locale.ROOT, "%,d", outcome.evidence()),
            Integer.toString(outcome.deaths()),
            Integer.toString(outcome.exits()),
            outcome.logKibPerMinute() + " KiB",
            outcome.kept() ? "yes" : "**no**: " + String.join("; ", outcome.wrongs()));
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
