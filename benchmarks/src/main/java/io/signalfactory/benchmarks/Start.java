package io.signalfactory.benchmarks;

import io.signalfactory.rig.Child;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long it takes from {@code signal-factory run} to the first committed Evidence: at the first
 * start of an application, when its internal topics have to be made, and at a start after a clean
 * stop.
 */
final class Start {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final double SECONDS_AT_MOST = 4;
  private static final int RECORDS = 1_000;

  private final Options options;
  private final int times;
  private final String javaOptions;
  private final Workload workload;

  Start(Options options) {
    this.options = options;
    this.times = options.integer("times", 5);
    this.javaOptions = options.text("java", "");
    this.workload = Workload.of("orders", RECORDS, options.integer("partitions", 4));
    options.refuseOthers();
  }

  /** Seconds from the start of the process. */
  private record Took(double toEvidence, double toReady) {}

  Section run() throws Exception {
    List<Took> first = new ArrayList<>();
    List<Took> again = new ArrayList<>();
    Lab.use(
        options,
        lab -> {
          lab.load(workload);
          for (int i = 0; i < times; i++) {
            Path configuration = lab.configure("start-" + i, workload, Map.of());
            lab.prepare(configuration, workload);
            first.add(start(lab, configuration, "first start"));
            Feed.preload(lab.bootstrap(), workload);
            again.add(start(lab, configuration, "restart"));
            lab.topics().delete(topic -> !topic.startsWith(Workload.RAW));
          }
          return null;
        });
    Spread evidence = Spread.of(first.stream().map(Took::toEvidence).toList());
    return new Section(
        "Start",
        List.of(
            Goal.atMost(
                "first Evidence less than 4 s after the start of a built jar",
                SECONDS_AT_MOST,
                evidence,
                "%.1f s")),
        introduction() + "\n" + table(first, again));
  }

  private Took start(Lab lab, Path configuration, String what) throws Exception {
    try (EvidenceWatch evidence = new EvidenceWatch(lab.bootstrap())) {
      long began = System.nanoTime();
      try (Child child = lab.run(configuration, javaOptions)) {
        evidence.await(child, PATIENCE);
        double toEvidence = (System.nanoTime() - began) / 1e9;
        child.awaitLine("ready ", PATIENCE);
        Took took = new Took(toEvidence, (System.nanoTime() - began) / 1e9);
        System.err.printf(
            "%-12s %.2f s to Evidence, then ready after %.2f s%n",
            what, took.toEvidence(), took.toReady());
        return took;
      }
    }
  }

  private String introduction() {
    return String.format(
        Locale.ROOT,
        "The time from `./signal-factory run` in a built checkout to the first Evidence that a"
            + " reader of committed records gets: the median (shortest to longest) of %d starts."
            + " The broker runs and has the topics, a contract and %,d records on %d partitions."
            + " Settings are the defaults, so Evidence is committed up to a second after it is"
            + " written. A first start creates the internal topics and has no state; a restart"
            + " follows a clean stop.%n",
        times,
        RECORDS,
        workload.partitions());
  }

  private static Table table(List<Took> first, List<Took> again) {
    Table table = new Table("", "first Evidence, s", "ready, s");
    row(table, "first start", first);
    row(table, "restart", again);
    return table;
  }

  private static void row(Table table, String what, List<Took> took) {
    table.row(
        what,
        Spread.of(took.stream().map(Took::toEvidence).toList()).text("%.2f"),
        Spread.of(took.stream().map(Took::toReady).toList()).text("%.2f"));
  }
}
