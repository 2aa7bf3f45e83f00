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
  private final Race.Terms terms;
  private final int rounds;

  EndToEnd(Options options) {
    this.options = options;
    this.workload =
        Workload.of(
                "orders",
                options.whole("records", 12_000_000),
                options.integer("partitions", 4))
            .failing(options.share("failing", 0));
    this.terms =
        new Race.Terms(
            options.integer("threads", 1),
            options.text("heap", Race.Terms.HEAP),
            options.flag("check"),
            Race.Terms.WARM_UP);
    this.rounds = options.integer("rounds", 3);
    options.refuseOthers();
  }

  /** The name of its section, which is another one for other threads. */
  String name() {
    return "end-to-end-" + terms.threads();
  }

  Section run() throws Exception {
    Series<Candidate> series =
        Lab.use(
            options,
            lab -> {
              lab.load(workload);
              return race(new Race(lab, terms));
            });
    return new Section(
        "End to end, " + threads(), goals(series), introduction() + "\n" + table(series));
  }

  private Series<Candidate> race(Race race) throws Exception {
    Series<Candidate> series = new Series<>();
    List<Candidate> candidates = List.of(Candidate.values());
    race.warmBroker(workload);
    for (int round = 0; round < rounds; round++) {
      System.err.println("round " + (round + 1) + " of " + rounds);
      // Nobody always runs first.
      for (int i = 0; i < candidates.size(); i++) {
        Candidate candidate = candidates.get((round + i) % candidates.size());
        series.add(candidate, race.measure(candidate, workload));
      }
    }
    return series;
  }

  private String threads() {
    return terms.threads() == 1 ? "one stream thread" : terms.threads() + " stream threads";
  }

  private List<Goal> goals(Series<Candidate> series) {
    List<Goal> goals = new ArrayList<>();
    String with = " (" + threads() + ")";
    goals.add(
        Goal.atLeast(
            "records per second, of the copy: at least 0.80" + with,
            0.80,
            series.ratio(Candidate.SIGNAL_FACTORY, Candidate.COPY, Sample::recordsPerSecond),
            "%.2f"));
    goals.add(
        Goal.atMost(
            "CPU per record, of the copy: at most 1.35" + with,
            1.35,
            series.ratio(Candidate.SIGNAL_FACTORY, Candidate.COPY, Sample::cpuMicros),
            "%.2f"));
    goals.add(
        Goal.atLeast(
            "records per second, of plain DSL: at least 2.5" + with,
            2.5,
            series.ratio(Candidate.SIGNAL_FACTORY, Candidate.PLAIN, Sample::recordsPerSecond),
            "%.2f"));
    return goals;
  }

  private String introduction() {
    return String.format(
        Locale.ROOT,
        "%,d records of %d bytes, %d partitions, %s, %.0f %% of the records failing, heap %s, %d"
            + " round(s): median (least to most).%s%n",
        workload.records(),
        workload.bytes(),
        workload.partitions(),
        threads(),
        workload.failing() * 100,
        terms.heap(),
        rounds,
        terms.check() ? " Each record had exactly one committed Evidence." : "");
  }

  private static Table table(Series<Candidate> series) {
    Table table =
        new Table(
            "",
            "records/s",
            "of the copy",
            "of plain DSL",
            "CPU us/record",
            "of the copy",
            "broker's CPU us/record");
    for (Candidate candidate : Candidate.values()) {
      table.row(
          candidate.label(),
          series.of(candidate, Sample::recordsPerSecond).text("%,.0f"),
          series.ratio(candidate, Candidate.COPY, Sample::recordsPerSecond).text("%.2f"),
          series.ratio(candidate, Candidate.PLAIN, Sample::recordsPerSecond).text("%.2f"),
          series.of(candidate, Sample::cpuMicros).text("%.1f"),
          series.ratio(candidate, Candidate.COPY, Sample::cpuMicros).text("%.2f"),
          series.of(candidate, Sample::brokerCpuMicros).text("%.1f"));
    }
    return table;
  }
}
