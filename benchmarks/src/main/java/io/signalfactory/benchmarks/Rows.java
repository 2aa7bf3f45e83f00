package io.signalfactory.benchmarks;

import java.util.List;

/**
 * The copy and signal-factory over some workloads, each of them a row of a table.
 *
 * @param all the rows; they run in turn on one broker, as they are compared with each other
 */
record Rows(List<Row> all) {

  private static final List<Candidate> CANDIDATES =
      List.of(Candidate.COPY, Candidate.SIGNAL_FACTORY);

  /** One line of the table. */
  record Row(String what, Workload workload, int threads) {

    Contestant copy() {
      return new Contestant(Candidate.COPY, workload, threads);
    }

    Contestant own() {
      return new Contestant(Candidate.SIGNAL_FACTORY, workload, threads);
    }
  }

  /**
   * Lets all of them run.
   *
   * @param name what is said of a round
   * @param rounds how often
   * @param series gets their samples
   */
  void race(Options options, String name, int rounds, Race.Terms terms, Series<Contestant> series)
      throws Exception {
    // Rows are compared with each other, which is why one's copy does not stand beside it.
    List<Contestant> contestants =
        CANDIDATES.stream()
            .flatMap(
                who -> all.stream().map(row -> new Contestant(who, row.workload(), row.threads())))
            .toList();
    Lab.use(
        options,
        lab -> {
          for (Row row : all) {
            lab.load(row.workload());
          }
          Race race = new Race(lab, terms);
          for (int round = 1; round <= rounds; round++) {
            System.err.println(name + ", round " + round + " of " + rounds);
            race.run(contestants, series);
          }
          return null;
        });
  }

  /** What was measured of them. */
  Table table(Series<Contestant> series) {
    Table table =
        new Table(
            "",
            "copy: records/s",
            "signal-factory: records/s",
            "times the copy",
            "copy: CPU µs per record",
            "signal-factory: CPU µs per record",
            "times the copy",
            "of it JIT compiling",
            "broker CPU µs per record");
    for (Row row : all) {
      table.row(
          row.what(),
          series.of(row.copy(), Sample::recordsPerSecond).text("%,.0f"),
          series.of(row.own(), Sample::recordsPerSecond).text("%,.0f"),
          series.ratio(row.own(), row.copy(), Sample::recordsPerSecond).text("%.2f"),
          series.of(row.copy(), Sample::cpuMicros).text("%.1f"),
          series.of(row.own(), Sample::cpuMicros).text("%.1f"),
          series.ratio(row.own(), row.copy(), Sample::cpuMicros).text("%.2f"),
          series.of(row.own(), Sample::compilerMicros).text("%.2f"),
          series.of(row.own(), Sample::brokerCpuMicros).text("%.1f"));
    }
    return table;
  }
}
