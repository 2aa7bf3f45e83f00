package io.signalfactory.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What datasets, partitions, threads, the size of records and failing records cost. Only the copy
 * and signal-factory run.
 */
final class Scaling {

  private static final List<Candidate> CANDIDATES =
      List.of(Candidate.COPY, Candidate.SIGNAL_FACTORY);
  private static final int TOPICS = 200;
  private static final int DATASETS = 1_000;
  private static final long BYTES_OF_ALL = 4L << 30;
  private static final double SLOWER_AT_MOST = 1.10;

  /** With 1,000 contracts the compiler is busy for 35 s: half of 24 million records. */
  private static final double WARM_UP_OF_MANY = 0.75;

  private final Options options;
  private final long records;
  private final int rounds;
  private final String only;
  private final String heap;
  private final boolean check;
  private final Row one;
  private final Row manyOnOne;
  private final Row manyOnNarrow;
  private final Row manyOnWide;

  Scaling(Options options) {
    this.options = options;
    this.records = options.whole("records", 24_000_000);
    this.rounds = options.integer("rounds", 3);
    this.only = options.text("only", "");
    this.heap = options.text("heap", Race.Terms.HEAP);
    this.check = options.flag("check");
    options.refuseOthers();
    this.one = row("1 contract on 1 topic", Workload.of("one", records, 4), 1);
    this.manyOnOne = row("1,000 contracts on 1 topic", many("contracts", 1, 4), 1);
    this.manyOnNarrow =
        row("1,000 contracts on 200 topics of 1 partition", many("narrow", TOPICS, 1), 1);
    this.manyOnWide =
        row("1,000 contracts on 200 topics of 4 partitions", many("wide", TOPICS, 4), 1);
  }

  /** One line of the table. */
  private record Row(String what, Workload workload, int threads) {

    Contestant contestant(Candidate candidate) {
      return new Contestant(candidate, workload, threads);
    }
  }

  /**
   * Rows that run in turn on one broker, as they are compared with each other.
   *
   * @param name what {@code --only} knows it by
   * @param rows its rows
   * @param rounds how often each runs
   * @param warmUp the share of the records after which what is timed begins
   */
  private record Group(String name, List<Row> rows, int rounds, double warmUp) {}

  private List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    groups.add(
        new Group(
            "datasets",
            List.of(one, manyOnOne, manyOnNarrow, manyOnWide),
            rounds,
            WARM_UP_OF_MANY));
    Workload sixteen = Workload.of("sixteen", records / 2, 16);
    for (Row row :
        List.of(
            row("2 threads", base("threads"), 2),
            row("16 partitions", sixteen, 1),
            row("16 partitions, 2 threads", sixteen, 2),
            row("2 KiB a record", base("kib2").sized(2 << 10, BYTES_OF_ALL), 1),
            row("16 KiB a record", base("kib16").sized(16 << 10, BYTES_OF_ALL), 1),
            row("1 % failing", base("fail1").failing(0.01), 1),
            row("50 % failing", base("fail50").failing(0.5), 1),
            row("100 % failing", base("fail100").failing(1), 1))) {
      groups.add(new Group(row.what(), List.of(row), 1, Race.Terms.WARM_UP));
    }
    return groups.stream().filter(group -> group.name().contains(only)).toList();
  }

  private Workload base(String name) {
    return Workload.of(name, records / 2, 4);
  }

  private Workload many(String name, int topics, int partitions) {
    return Workload.of(name, records, partitions).spread(topics, DATASETS / topics);
  }

  private static Row row(String what, Workload workload, int threads) {
    return new Row(what, workload, threads);
  }

  Section run() throws InterruptedException {
    List<Group> groups = groups();
    if (groups.isEmpty()) {
      throw new BenchmarkException(
          "--only=" + only + " is part of no row's name; --only=datasets picks the first four");
    }
    Series<Contestant> series = new Series<>();
    List<Row> shown = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    for (Group group : groups) {
      Optional<String> failure = measure(series, group);
      failure.ifPresentOrElse(failures::add, () -> shown.addAll(group.rows()));
    }
    if (shown.isEmpty()) {
      throw new BenchmarkException(String.join("\n", failures));
    }
    List<Goal> goals = new ArrayList<>();
    if (shown.contains(one)) {
      goals.add(goal(series, manyOnNarrow));
      goals.add(goal(series, manyOnWide));
    }
    return new Section("Scaling", goals, introduction() + "\n" + table(series, shown), failures);
  }

  /** What went wrong, if anything did: hours of other rows are not to be lost for it. */
  private Optional<String> measure(Series<Contestant> series, Group group)
      throws InterruptedException {
    try {
      race(series, group);
      return Optional.empty();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      String reason = e instanceof BenchmarkException ? e.getMessage() : e.toString();
      System.err.println(group.name() + ": " + reason);
      // The end of a log may follow.
      return Optional.of(group.name() + ": " + reason.lines().findFirst().orElse(""));
    }
  }

  private void race(Series<Contestant> series, Group group) throws Exception {
    List<Contestant> contestants =
        group.rows().stream()
            .flatMap(row -> CANDIDATES.stream().map(row::contestant))
            .toList();
    Race.Terms terms = new Race.Terms(heap, check, group.warmUp());
    Lab.use(
        options,
        lab -> {
          for (Row row : group.rows()) {
            lab.load(row.workload());
          }
          Race race = new Race(lab, terms);
          for (int round = 0; round < group.rounds(); round++) {
            System.err.println(
                group.name() + ", round " + (round + 1) + " of " + group.rounds());
            race.run(contestants, series);
          }
          return null;
        });
  }

  private Goal goal(Series<Contestant> series, Row many) {
    Contestant with = many.contestant(Candidate.SIGNAL_FACTORY);
    Contestant without = one.contestant(Candidate.SIGNAL_FACTORY);
    Spread time = series.ratio(without, with, Sample::recordsPerSecond);
    Spread ofCopy =
        series.ratio(
            one.contestant(Candidate.COPY),
            many.contestant(Candidate.COPY),
            Sample::recordsPerSecond);
    Spread cpu = series.ratio(with, without, Sample::cpuMicros);
    return new Goal(
        many.what() + " against 1 on 1: at most 10 % slower per record",
        time.text("%.2f")
            + " times the time, "
            + cpu.text("%.2f")
            + " times the CPU; the copy of the same records "
            + ofCopy.text("%.2f")
            + " times the time",
        time.median() <= SLOWER_AT_MOST);
  }

  private String introduction() {
    return String.format(
        Locale.ROOT,
        "%,d records of 336 bytes on 4 partitions, one stream thread, heap %s, where a row does"
            + " not say otherwise; from the fifth row on half of them, large records at most %,d"
            + " MiB in all. The contracts of a topic are told apart by a field. The first four rows"
            + " ran in turn, %d round(s), the others once. All figures are medians over turns, and"
            + " ratios are against the copy of the same row and turn.%n",
        records,
        heap,
        BYTES_OF_ALL >> 20,
        rounds);
  }

  private static Table table(Series<Contestant> series, List<Row> rows) {
    Table table =
        new Table(
            "",
            "copy: records/s",
            "signal-factory: records/s",
            "of the copy",
            "copy: CPU us",
            "signal-factory: CPU us",
            "of the copy",
            "of it compiling",
            "broker's CPU us");
    for (Row row : rows) {
      Contestant copy = row.contestant(Candidate.COPY);
      Contestant own = row.contestant(Candidate.SIGNAL_FACTORY);
      table.row(
          row.what(),
          series.of(copy, Sample::recordsPerSecond).text("%,.0f"),
          series.of(own, Sample::recordsPerSecond).text("%,.0f"),
          series.ratio(own, copy, Sample::recordsPerSecond).text("%.2f"),
          series.of(copy, Sample::cpuMicros).text("%.1f"),
          series.of(own, Sample::cpuMicros).text("%.1f"),
          series.ratio(own, copy, Sample::cpuMicros).text("%.2f"),
          series.of(own, Sample::compilerMicros).text("%.2f"),
          series.of(own, Sample::brokerCpuMicros).text("%.1f"));
    }
    return table;
  }
}
