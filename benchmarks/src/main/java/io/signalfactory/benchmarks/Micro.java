package io.signalfactory.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.signalfactory.rig.RigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What JMH measured, as ratios to Jackson's tree of the same record. */
final class Micro {

  private static final String UNIT = "readTree";
  private static final String ENFORCE = "enforce";
  private static final String JUDGE = "judge";
  private static final String JSON_SCHEMA = "jsonSchema";
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final double TIMES_READ_TREE = 1.0;
  private static final double JSON_SCHEMA_TIMES = 4;
  private static final double BYTES = 1024;

  private final Map<String, Score> scores = new TreeMap<>();

  /**
   * Time and allocation of one operation.
   *
   * @param nanos the mean
   * @param error half of the 99.9 % confidence interval
   * @param bytes allocated; NaN where they were not measured
   */
  private record Score(double nanos, double error, double bytes) {}

  /**
   * @param file that JMH wrote ({@code -rf json})
   * @throws RigException if it is not there, or has no unit to compare with
   */
  static Section read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new RigException("JMH has left no results at " + file);
    }
    Micro micro = new Micro();
    for (JsonNode benchmark : new JsonMapper().readTree(file.toFile())) {
      micro.add(benchmark);
    }
    if (!micro.scores.containsKey(UNIT)) {
      throw new RigException("the unit " + UNIT + " was not measured");
    }
    return new Section("ENFORCE alone", micro.goals(), micro.introduction() + "\n" + micro.table());
  }

  private void add(JsonNode benchmark) {
    String name = benchmark.path("benchmark").asText();
    JsonNode time = benchmark.path("primaryMetric");
    JsonNode parameters = benchmark.path("params");
    String shown =
        name.substring(name.lastIndexOf('.') + 1) + (parameters.isEmpty() ? "" : " " + parameters);
    scores.put(
        shown,
        new Score(
            time.path("score").asDouble(),
            time.path("scoreError").asDouble(),
            allocated(benchmark.path("secondaryMetrics"))));
  }

  /** JMH before 1.38 puts a dot before the names of its profilers' metrics. */
  private static double allocated(JsonNode metrics) {
    JsonNode metric = metrics.path(ALLOCATED);
    return (metric.isMissingNode() ? metrics.path("·" + ALLOCATED) : metric)
        .path("score")
        .asDouble(Double.NaN);
  }

  private List<Goal> goals() {
    List<Goal> goals = new ArrayList<>();
    Optional<Score> enforce = Optional.ofNullable(scores.get(ENFORCE));
    enforce.ifPresent(
        own ->
            goals.add(
                Goal.atMost(
                    "ENFORCE alone takes at most 1.0 times as long as Jackson's readTree",
                    TIMES_READ_TREE,
                    one(own.nanos() / scores.get(UNIT).nanos()),
                    "%.2f")));
    Optional<Score> judge = Optional.ofNullable(scores.get(JUDGE));
    Optional<Score> schema = Optional.ofNullable(scores.get(JSON_SCHEMA));
    if (judge.isPresent() && schema.isPresent()) {
      goals.add(
          Goal.atLeast(
              "judging (parsing and five gates) is at least 4 times as fast as a JSON Schema"
                  + " validator",
              JSON_SCHEMA_TIMES,
              one(schema.get().nanos() / judge.get().nanos()),
              "%.2f"));
    }
    enforce
        .filter(own -> Double.isFinite(own.bytes()))
        .ifPresent(
            own ->
                goals.add(
                    Goal.atMost(
                        "ENFORCE allocates at most 1 KiB per record",
                        BYTES,
                        one(own.bytes()),
                        "%.0f bytes")));
    return goals;
  }

  private static Spread one(double figure) {
    return Spread.of(List.of(figure));
  }

  private String introduction() {
    return "One order of "
        + OrderEvents.BYTES
        + " bytes, measured by JMH: the mean with its 99.9 % confidence interval, the ratio to"
        + " Jackson's readTree of the same record, and the bytes allocated.\n";
  }

  private Table table() {
    Table table = new Table("", "ns", "times readTree", "bytes allocated");
    scores.forEach(
        (name, score) ->
            table.row(
                name,
                String.format(Locale.ROOT, "%,.0f ± %,.0f", score.nanos(), score.error()),
                String.format(Locale.ROOT, "%.2f", score.nanos() / scores.get(UNIT).nanos()),
                Double.isFinite(score.bytes())
                    ? String.format(Locale.ROOT, "%,.0f", score.bytes())
                    : ""));
    return table;
  }
}
