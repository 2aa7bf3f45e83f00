package io.signalfactory.baseline;

import io.signalfactory.baseline.LabelledSeries.Family;
import io.signalfactory.contract.Slos.Sensitivity;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * Compares methods on series that none of them was tuned on. Ours has the thresholds of the three
 * sensitivities; each alternative gets the one that is best on the tuning seeds (F1 of incidents).
 * Prints the tables behind ADR 8:
 *
 * <pre>
 * mvn -B -q test-compile
 * java -cp src/target/classes:src/target/test-classes:core/target/classes io.signalfactory.baseline.DetectorComparison
 * </pre>
 */
final class DetectorComparison {

  private static final long[] TUNING = LongStream.rangeClosed(1, 4).toArray();
  private static final long[] SCORED = LongStream.rangeClosed(101, 110).toArray();

  private static final List<Detector> ALTERNATIVES =
      List.of(
          new Detectors.SlotMedian(),
          new Detectors.ZScore(),
          new Detectors.SeasonalNaive(),
          new Detectors.HoltWinters());

  private DetectorComparison() {}

  public static void main(String[] args) {
    PrintStream out = System.out;
    for (Sensitivity sensitivity : Sensitivity.values()) {
      report(
          out,
          new Detectors.Ours(),
          sensitivity.name().toLowerCase(Locale.ROOT),
          HourlyBaseline.deviations(sensitivity));
    }
    for (Detector method : ALTERNATIVES) {
      double best = best(method);
      report(out, method, "at " + best, best);
    }
  }

  private static double best(Detector method) {
    double[] thresholds = method.thresholds();
    List<Map<Family, Score[]>> tried = scores(method, thresholds, TUNING);
    int best = 0;
    for (int t = 0; t < thresholds.length; t++) {
      if (mean(bySeed(tried.get(t)), Score::f1) > mean(bySeed(tried.get(best)), Score::f1)) {
        best = t;
      }
    }
    return thresholds[best];
  }

  private static void report(PrintStream out, Detector method, String how, double threshold) {
    Map<Family, Score[]> scored = scores(method, new double[] {threshold}, SCORED).get(0);
    print(out, method.name() + " " + how, bySeed(scored));
    scored.forEach(
        (family, scores) -> print(out, "  " + family.name().toLowerCase(Locale.ROOT), scores));
  }

  /** For each threshold, by family, the score of each seed. */
  static List<Map<Family, Score[]>> scores(Detector method, double[] thresholds, long[] seeds) {
    List<Map<Family, Score[]>> scores = new ArrayList<>();
    for (int t = 0; t < thresholds.length; t++) {
      scores.add(new EnumMap<>(Family.class));
    }
    for (Family family : Family.values()) {
      scores.forEach(of -> of.put(family, new Score[seeds.length]));
      for (int seed = 0; seed < seeds.length; seed++) {
        LabelledSeries series = LabelledSeries.of(family, seeds[seed]);
        boolean[][] unusual = method.unusual(series, thresholds);
        for (int t = 0; t < thresholds.length; t++) {
          scores.get(t).get(family)[seed] = Score.of(series, unusual[t]);
        }
      }
    }
    return scores;
  }

  /** All families of a seed together. */
  static Score[] bySeed(Map<Family, Score[]> byFamily) {
    int seeds = byFamily.values().iterator().next().length;
    Score[] sums = new Score[seeds];
    for (int seed = 0; seed < seeds; seed++) {
      sums[seed] = new Score();
      for (Score[] family : byFamily.values()) {
        sums[seed].add(family[seed]);
      }
    }
    return sums;
  }

  private static double mean(Score[] scores, ToDoubleFunction<Score> figure) {
    return Arrays.stream(scores).mapToDouble(figure).average().orElseThrow();
  }

  private static void print(PrintStream out, String name, Score[] scores) {
    out.printf(
        Locale.ROOT,
        "%-26s incidents: precision %s recall %s F1 %s; hours: %s %s %s; false alarms a week %s%n",
        name,
        spread(scores, Score::precision),
        spread(scores, Score::recall),
        spread(scores, Score::f1),
        spread(scores, Score::hourPrecision),
        spread(scores, Score::hourRecall),
        spread(scores, Score::hourF1),
        spread(scores, Score::falseAlarmsAWeek));
  }

  private static String spread(Score[] scores, ToDoubleFunction<Score> figure) {
    DoubleSummaryStatistics all = Arrays.stream(scores).mapToDouble(figure).summaryStatistics();
    return String.format(
        Locale.ROOT, "%.2f (%.2f-%.2f)", all.getAverage(), all.getMin(), all.getMax());
  }
}
