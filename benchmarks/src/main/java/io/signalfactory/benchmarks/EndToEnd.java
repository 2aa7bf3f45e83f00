package io.signalfactory.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Records per second and CPU per record of the copy, the plain DSL application and signal-factory,
 * in turn, over the same records on the same broker.
 */
final class EndToEnd {

  private final Options options;
  private final Workload workload;
  private final int threads;
  private final Race.Terms terms;
  private final int rounds;

  EndToEnd(Options options) {
    this.options = options;
    this.workload =
        Workload.of(
                "orders", options.whole("records", 12_000_000), options.integer("partitions", 4))
            .failing(options.share("failing", 0));
    this.threads = options.integer("threads", 1);
    this.terms =
        new Race.Terms(
            options.text("heap", Race.Terms.HEAP), options.flag("check"), Race.Terms.WARM_UP);
    this.rounds = options.integer("rounds", 3);
    options.refuseOthers();
  }

  /** The name of its section, which is another one for other threads. */
  String name() {
    return "end-to-end-" + threads;
  }

  Section run() throws Exception {
    Series<Contestant> series =
        Lab.use(
            options,
            lab -> {
              lab.load(workload);
              return race(new Race(lab, terms));
            });
    return new Section(
        "End to end, " + threads(), goals(series), introduction(series) + "\n" + table(series));
  }

  private Series<Contestant> race(Race race) throws Exception {
    Series<Contestant> series = new Series<>();
    List<Contestant> contestants =
        List.of(
            contestant(Candidate.COPY),
            contestant(Candidate.SIGNAL_FACTORY),
            contestant(Candidate.PLAIN));
    for (int round = 0; round < rounds; round++) {
      System.err.println("round " + (round + 1) + " of " + rounds);
      race.run(contestants, series);
    }
    return series;
  }

  private Contestant contestant(Candidate candidate) {
    return new Contestant(candidate, workload, threads);
  }

  private String threads() {
    return threads == 1 ? "one stream thread" : threads + " stream threads";
  }

  private List<Goal> goals(Series<Contestant> series) {
    Contestant own = contestant(Candidate.SIGNAL_FACTORY);
    Contestant copy = contestant(Candidate.COPY);
    Contestant plain = contestant(Candidate.PLAIN);
    List<Goal> goals = new ArrayList<>();
    String with = " (" + threads() + ")";
    goals.add(
        Goal.atLeast(
            "at least 0.80 times the copy's records per second" + with,
            0.80,
            series.ratio(own, copy, Sample::recordsPerSecond),
            "%.2f"));
    goals.add(
        Goal.atMost(
            "at most 1.35 times the copy's CPU per record" + with,
            1.35,
            series.ratio(own, copy, Sample::cpuMicros),
            "%.2f"));
    goals.add(
        Goal.atLeast(
            "at least 2.5 times plain DSL's records per second" + with,
            2.5,
            series.ratio(own, plain, Sample::recordsPerSecond),
            "%.2f"));
    return goals;
  }

  private String introduction(Series<Contestant> series) {
    return String.format(
        Locale.ROOT,
        "%,d records of %d bytes on %d partitions, %.0f %% of them failing; %s, heap %s; %d"
            + " round(s) of %d counted turns. Figures are the median (lowest to highest) of the"
            + " turns.%s%n",
        workload.records(),
        workload.bytes(),
        workload.partitions(),
        workload.failing() * 100,
        threads(),
        terms.heap(),
        rounds,
        series.size(contestant(Candidate.COPY)) / rounds,
        terms.check() ? " Every record had exactly one committed Evidence." : "");
  }

  private Table table(Series<Contestant> series) {
    Contestant copy = contestant(Candidate.COPY);
    Contestant plain = contestant(Candidate.PLAIN);
    Table table =
        new Table(
            "",
            "records/s",
            "times the copy",
            "times plain DSL",
            "CPU µs per record",
            "times the copy",
            "of it JIT compiling",
            "broker CPU µs per record");
    for (Candidate candidate : Candidate.values()) {
      Contestant contestant = contestant(candidate);
      table.row(
          candidate.label(),
          series.of(contestant, Sample::recordsPerSecond).text("%,.0f"),
          series.ratio(contestant, copy, Sample::recordsPerSecond).text("%.2f"),
          series.ratio(contestant, plain, Sample::recordsPerSecond).text("%.2f"),
          series.of(contestant, Sample::cpuMicros).text("%.1f"),
          series.ratio(contestant, copy, Sample::cpuMicros).text("%.2f"),
          series.of(contestant, Sample::compilerMicros).text("%.2f"),
          series.of(contestant, Sample::brokerCpuMicros).text("%.1f"));
    }
    return table;
  }
}
