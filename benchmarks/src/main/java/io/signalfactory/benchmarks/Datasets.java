package io.signalfactory.benchmarks;

import io.signalfactory.benchmarks.Rows.Row;
import java.util.List;
import java.util.Locale;

/** What a thousand contracts cost, on one topic and on many. */
final class Datasets {

  private static final int TOPICS = 200;
  private static final int DATASETS = 1_000;
  private static final double SLOWER_AT_MOST = 1.10;

  /** With 1,000 contracts the compiler is busy for some 14 million records: half of 32 million. */
  private static final double WARM_UP = 0.5;

  private final Options options;
  private final long records;
  private final int rounds;
  private final Race.Terms terms;
  private final Row one;
  private final Row onOne;
  private final Row onNarrow;
  private final Row onWide;

  Datasets(Options options) {
    this.options = options;
    this.records = options.whole("records", 32_000_000);
    this.rounds = options.integer("rounds", 1);
    this.terms =
        new Race.Terms(options.text("heap", Race.Terms.HEAP), options.flag("check"), WARM_UP);
    options.refuseOthers();
    this.one = new Row("1 contract on 1 topic", Workload.of("one", records, 4), 1);
    this.onOne = row("1,000 contracts on 1 topic", many("contracts", 1, 4));
    this.onNarrow = row("1,000 contracts on 200 topics of 1 partition", many("narrow", TOPICS, 1));
    this.onWide = row("1,000 contracts on 200 topics of 4 partitions", many("wide", TOPICS, 4));
  }

  private Workload many(String name, int topics, int partitions) {
    return Workload.of(name, records, partitions).spread(topics, DATASETS / topics);
  }

  private static Row row(String what, Workload workload) {
    return new Row(what, workload, 1);
  }

  Section run() throws Exception {
    Rows rows = new Rows(List.of(one, onNarrow, onWide, onOne));
    Series<Contestant> series = new Series<>();
    rows.race(options, "datasets", rounds, terms, series);
    return new Section(
        "A thousand contracts",
        List.of(goal(series, onNarrow), goal(series, onWide)),
        introduction() + "\n" + rows.table(series),
        List.of());
  }

  private Goal goal(Series<Contestant> series, Row many) {
    Spread time = series.ratio(one.own(), many.own(), Sample::recordsPerSecond);
    Spread cpu = series.ratio(many.own(), one.own(), Sample::cpuMicros);
    Spread ofCopy = series.ratio(one.copy(), many.copy(), Sample::recordsPerSecond);
    return new Goal(
        many.what() + " take at most 10 % longer per record than 1 on 1",
        time.text("%.2f")
            + " times the time, "
            + cpu.text("%.2f")
            + " times the CPU; the copy: "
            + ofCopy.text("%.2f")
            + " times the time",
        time.median() <= SLOWER_AT_MOST);
  }

  private String introduction() {
    return String.format(
        Locale.ROOT,
        "%,d records of 336 bytes, on 4 partitions unless the row has another number; one stream"
            + " thread, heap %s; %d round(s). A field distinguishes the contracts of a topic. All"
            + " rows ran in turns. Figures are the median (lowest to highest) of the turns; ratios"
            + " compare with the copy in the same row and turn.%n",
        records,
        terms.heap(),
        rounds);
  }
}
