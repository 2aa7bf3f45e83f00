package io.signalfactory.benchmarks;

import io.signalfactory.benchmarks.Rows.Row;
import io.signalfactory.rig.RigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What partitions, threads, the size of records and failing records cost. Each row runs by itself.
 */
final class Scaling {

  private static final long BYTES_OF_ALL = 4L << 30;

  private final Options options;
  private final long records;
  private final int rounds;
  private final String only;
  private final Race.Terms terms;

  Scaling(Options options) {
    this.options = options;
    this.records = options.whole("records", 12_000_000);
    this.rounds = options.integer("rounds", 1);
    this.only = options.text("only", "");
    this.terms =
        new Race.Terms(
            options.text("heap", Race.Terms.HEAP), options.flag("check"), Race.Terms.WARM_UP);
    options.refuseOthers();
  }

  private List<Row> rows() {
    Workload sixteen = Workload.of("sixteen", records, 16);
    return List.of(
        new Row("2 threads", base("threads"), 2),
        new Row("16 partitions", sixteen, 1),
        new Row("16 partitions, 2 threads", sixteen, 2),
        new Row("2 KiB per record", base("kib2").sized(2 << 10, BYTES_OF_ALL), 1),
        new Row("16 KiB per record", base("kib16").sized(16 << 10, BYTES_OF_ALL), 1),
        new Row("1 % failing", base("fail1").failing(0.01), 1),
        new Row("50 % failing", base("fail50").failing(0.5), 1),
        new Row("100 % failing", base("fail100").failing(1), 1));
  }

  private Workload base(String name) {
    return Workload.of(name, records, 4);
  }

  Section run() throws InterruptedException {
    List<Row> chosen = rows().stream().filter(row -> row.what().contains(only)).toList();
    if (chosen.isEmpty()) {
      throw new RigException("--only=" + only + " is part of no row's name");
    }
    Series<Contestant> series = new Series<>();
    List<Row> shown = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    for (Row row : chosen) {
      Optional<String> failure = measure(series, row);
      failure.ifPresentOrElse(failures::add, () -> shown.add(row));
    }
    if (shown.isEmpty()) {
      throw new RigException(String.join("\n", failures));
    }
    return new Section(
        "Scaling", List.of(), introduction() + "\n" + new Rows(shown).table(series), failures);
  }

  /** What went wrong, if anything did: an hour of other rows is not to be lost for it. */
  private Optional<String> measure(Series<Contestant> series, Row row) throws InterruptedException {
    try {
      new Rows(List.of(row)).race(options, row.what(), rounds, terms, series);
      return Optional.empty();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      String reason = e instanceof RigException ? e.getMessage() : e.toString();
      System.err.println(row.what() + ": " + reason);
      // The end of a log may follow.
      return Optional.of(row.what() + ": " + reason.lines().findFirst().orElse(""));
    }
  }

  private String introduction() {
    return String.format(
        Locale.ROOT,
        "%,d records of 336 bytes on 4 partitions, one stream thread, heap %s, unless the row"
            + " differs; large records are limited to %,d MiB in all. Each row ran by itself, %d"
            + " round(s). Figures are the median (lowest to highest) of the turns; ratios compare"
            + " with the copy in the same row and turn.%n",
        records,
        terms.heap(),
        BYTES_OF_ALL >> 20,
        rounds);
  }
}
