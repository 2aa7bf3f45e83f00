package io.signalfactory.faults;

import io.signalfactory.faults.AskJudge.Kind;
import io.signalfactory.faults.AskJudge.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts what answers are worth, and how long they take. */
final class AskReport {

  /** What is promised for every answer. */
  private static final long SLOW_MICROS = 2_000_000;

  private static final int SHOWN_WRONGS = 20;
  private static final int SHOWN_CHARACTERS = 400;

  private final Map<String, Phase> phases = new LinkedHashMap<>();
  private final Map<String, Integer> reasons = new TreeMap<>();
  private final List<String> wrongs = new ArrayList<>();

  private static final class Phase {
    private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
    private final List<Long> micros = new ArrayList<>();
    private int gone;
    private int slow;
  }

  /** Adds an answer that came while its instance was to be there. */
  synchronized void add(Answered answered, Verdict verdict) {
    Phase phase = phases.computeIfAbsent(answered.phase(), p -> new Phase());
    phase.kinds.merge(verdict.kind(), 1, Integer::sum);
    phase.micros.add(answered.micros());
    if (answered.micros() > SLOW_MICROS) {
      phase.slow++;
      wrong(
          "slow: "
              + answered.micros() / 1_000
              + " ms until status "
              + answered.status()
              + " of "
              + about(answered));
    }
    if (verdict.kind() == Kind.WRONG) {
      wrong(about(answered) + ": " + verdict.reason());
    }
    if (verdict.kind() == Kind.NOT_NOW) {
      reasons.merge(verdict.reason().replaceAll("[0-9]+", "N"), 1, Integer::sum);
    }
  }

  private static String about(Answered answered) {
    return "instance "
        + answered.instance()
        + ", "
        + answered.phase()
        + ", "
        + answered.question().name().toLowerCase(Locale.ROOT)
        + " "
        + answered.dataset();
  }

  /** Adds a question whose connection was lost, as its instance was stopped meanwhile. */
  synchronized void addGone(Answered answered) {
    phases.computeIfAbsent(answered.phase(), p -> new Phase()).gone++;
  }

  private void wrong(String text) {
    wrongs.add(text);
  }

  /** Whether no answer was wrong or slow. */
  synchronized boolean kept() {
    return wrongs.isEmpty();
  }

  synchronized String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "| phase | answers | right | partial | blind | 503 | wrong | slow | connection lost | p50"
            + " | p99 | longest |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n");
    phases.forEach((name, phase) -> text.append(row(name, phase)));
    if (!reasons.isEmpty()) {
      text.append("\nReasons of 503:\n");
      reasons.entrySet().stream()
          .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
          .limit(SHOWN_WRONGS)
          .forEach(
              reason ->
                  text.append(reason.getValue())
                      .append(" × ")
                      .append(reason.getKey())
                      .append('\n'));
    }
    if (!wrongs.isEmpty()) {
      text.append("\nWrong or slow (").append(wrongs.size()).append("):\n");
      wrongs.stream()
          .limit(SHOWN_WRONGS)
          .map(wrong -> wrong.substring(0, Math.min(SHOWN_CHARACTERS, wrong.length())))
          .forEach(wrong -> text.append(wrong).append('\n'));
    }
    return text.toString();
  }

  private static String row(String name, Phase phase) {
    List<Long> sorted = phase.micros.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %.1f ms | %.1f ms | %.0f ms |%n",
        name,
        sorted.size(),
        count(phase, Kind.RIGHT),
        count(phase, Kind.PARTIAL),
        count(phase, Kind.BLIND),
        count(phase, Kind.NOT_NOW),
        count(phase, Kind.WRONG),
        phase.slow,
        phase.gone,
        quantile(sorted, 0.5),
        quantile(sorted, 0.99),
        quantile(sorted, 1));
  }

  private static int count(Phase phase, Kind kind) {
    return phase.kinds.getOrDefault(kind, 0);
  }

  private static double quantile(List<Long> sorted, double share) {
    if (sorted.isEmpty()) {
      return 0;
    }
    int index = (int) Math.min(sorted.size() - 1L, Math.round(share * (sorted.size() - 1)));
    return sorted.get(index) / 1_000.0;
  }
}
