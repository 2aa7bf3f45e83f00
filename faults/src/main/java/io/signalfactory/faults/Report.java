package io.signalfactory.faults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Outcomes as text: a line each while the suite runs, and a table in Markdown at the end. */
final class Report {

  private static final String HEAD =
      """
      | fault | promised | other topics waited | UNKNOWN after | well again after | threads died | instances ended | log per minute | kept |
      |---|---|---|---|---|---|---|---|---|
      """;

  private final List<Outcome> inOrder = new ArrayList<>();
  private final Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();
  private final Map<String, String> leftOut = new LinkedHashMap<>();

  void add(Outcome outcome) {
    inOrder.add(outcome);
    outcomes.computeIfAbsent(outcome.fault(), fault -> new ArrayList<>()).add(outcome);
  }

  void leaveOut(String fault, String why) {
    leftOut.put(fault, why);
  }

  boolean kept() {
    return outcomes.values().stream().flatMap(List::stream).allMatch(Outcome::kept);
  }

  static String line(Outcome outcome) {
    String first =
        String.format(
            Locale.ROOT,
            "%-6s %-22s others waited %s, UNKNOWN after %s, well again after %s, %d records, %d"
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
    outcomes.values().forEach(ofOne -> table.append(row(ofOne)));
    leftOut.forEach((fault, why) -> table.append("\n`" + fault + "` was left out: " + why + ".\n"));
    return table.toString();
  }

  private static String row(List<Outcome> outcomes) {
    Outcome one = outcomes.get(0);
    List<String> cells =
        List.of(
            "`" + one.fault() + "`: " + one.what(),
            one.promise().text(),
            spread(outcomes, Outcome::standstillMillis, Report::seconds),
            spread(outcomes, Outcome::toldMillis, Report::seconds),
            spread(outcomes, Outcome::recoveredMillis, Report::seconds),
            spread(outcomes, Outcome::deaths, String::valueOf),
            spread(outcomes, Outcome::exits, String::valueOf),
            spread(outcomes, Outcome::logKibPerMinute, kib -> kib + " KiB"),
            kept(outcomes));
    return "| " + String.join(" | ", cells) + " |\n";
  }

  /** The least and the most, if they differ. */
  private static String spread(
      List<Outcome> outcomes, ToLongFunction<Outcome> figure, Function<Long, String> text) {
    String least = text.apply(outcomes.stream().mapToLong(figure).min().orElseThrow());
    String most = text.apply(outcomes.stream().mapToLong(figure).max().orElseThrow());
    return least.equals(most) ? most : least + " to " + most;
  }

  private static String kept(List<Outcome> outcomes) {
    long kept = outcomes.stream().filter(Outcome::kept).count();
    String count = outcomes.size() == 1 ? "" : kept + " of " + outcomes.size() + " times";
    if (kept == outcomes.size()) {
      return count.isEmpty() ? "yes" : count;
    }
    String wrongs =
        outcomes.stream()
            .flatMap(outcome -> outcome.wrongs().stream())
            .distinct()
            .map(wrong -> wrong.replace('|', '/'))
            .collect(Collectors.joining("; "));
    return "**" + (count.isEmpty() ? "no" : count) + "**: " + wrongs;
  }

  /** How much was counted, in a sentence. */
  String counted() {
    long records = 0;
    long evidence = 0;
    long lost = 0;
    for (Outcome outcome : lastOfEachStage()) {
      records += outcome.acknowledged();
      evidence += outcome.evidence();
      lost += outcome.lost();
    }
    return String.format(
        Locale.ROOT,
        "%,d records were acknowledged, %,d Evidence records were committed, and %,d records went"
            + " with a topic that was deleted before they were judged.",
        records,
        evidence,
        lost);
  }

  /** Counts go on from fault to fault, until a stage is given up. */
  private List<Outcome> lastOfEachStage() {
    List<Outcome> last = new ArrayList<>();
    for (int i = 0; i < inOrder.size(); i++) {
      if (i + 1 == inOrder.size()
          || inOrder.get(i + 1).acknowledged() < inOrder.get(i).acknowledged()) {
        last.add(inOrder.get(i));
      }
    }
    return last;
  }
}
