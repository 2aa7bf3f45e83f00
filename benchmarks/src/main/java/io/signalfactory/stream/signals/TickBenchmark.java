package io.signalfactory.stream.signals;

import com.sun.management.ThreadMXBean;
import io.signalfactory.baseline.HourCounts;
import io.signalfactory.contract.Contract;
import io.signalfactory.contract.document.ContractReader;
import io.signalfactory.event.json.JsonFormat;
import io.signalfactory.gate.ContractCatalog;
import io.signalfactory.rule.RuleCompiler;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.stream.kafka.RocksDbMemory;
import io.signalfactory.stream.kafka.TopicSizes;
import io.signalfactory.stream.report.DatasetPartitioner;
import io.signalfactory.stream.report.SignalInput;
import io.signalfactory.stream.report.SignalInputSerde;
import io.signalfactory.tally.CauseKey;
import io.signalfactory.tally.ObservedCause;
import io.signalfactory.tally.Sample;
import io.signalfactory.tally.SourcePartition;
import io.signalfactory.tally.Tally;
import io.signalfactory.tally.TallySnapshot;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What SIGNALS costs an instance that holds many datasets: the wall time of every slice of
 * punctuation, how many rounds did not get through all datasets within their second, and what
 * merging partial tallies takes beside it.
 *
 * <p>The product's own processor and RocksDB stores run under a clock that moves by ticks of 50 ms;
 * between ticks come a twentieth of a second's partial tallies and reports of progress, in the
 * bytes in which they lie on the repartition topic. What Kafka takes for changelogs and outputs is
 * not in the times; the records are counted.
 */
final class TickBenchmark implements AutoCloseable {

  private static final long SECOND_MS = 1_000;
  private static final long MINUTE_MS = 60 * SECOND_MS;
  private static final long HOUR_MS = 60 * MINUTE_MS;
  private static final int TICKS_A_SECOND = 20;
  private static final int HISTORY_MINUTES = 120;
  private static final int HISTORY_HOURS = 14 * 24;
  private static final Duration BUDGET = Duration.ofMillis(50);

  /** A slice ends with the evaluation in which its budget runs out. */
  private static final Duration ONE_EVALUATION = Duration.ofMillis(1);

  private static final long ROCKS_DB_BYTES = 256L << 20;

  /** So that an hour ends a minute or two after measuring has begun, and its grace, too. */
  private static final Instant NOON = Instant.parse("2026-01-14T12:00:00Z");

  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Options options;
  private final Path folder;
  private final RocksDbMemory memory = new RocksDbMemory(ROCKS_DB_BYTES);
  private final ContractCatalog catalog = new ContractCatalog(new JsonFormat());
  private final List<String> urns = new ArrayList<>();
  private final List<SignalTask> tasks = new ArrayList<>();
  private final Map<String, SignalTask> taskOf = new HashMap<>();
  private final Figures figures;
  private long offset;
  private long nowMs;
  private boolean measuring;

  private TickBenchmark(Options options) throws IOException {
    this.options = options;
    this.figures = new Figures(options.datasets());
    this.folder = Files.createTempDirectory("signal-factory-tick");
    // The first tick is that of a whole second.
    this.nowMs =
        NOON.toEpochMilli() - (options.warmup() + 30) * SECOND_MS - SECOND_MS / TICKS_A_SECOND;
    for (int i = 0; i < options.datasets(); i++) {
      Contract contract = contract(i);
      catalog.apply(contract);
      urns.add(contract.urn());
    }
    TopicSizes sizes = topic -> OptionalInt.of(options.topicPartitions());
    for (int i = 0; i < options.partitions(); i++) {
      tasks.add(
          new SignalTask(
              catalog, sizes, i, options.partitions(), folder.resolve("task-" + i), memory));
    }
    for (String urn : urns) {
      taskOf.put(urn, tasks.get(DatasetPartitioner.partition(urn, options.partitions())));
    }
  }

  /** Every one with all four service levels, three of ten with a consumer, one with a baseline. */
  private Contract contract(int i) {
    String consumer =
        i % 10 < 3
            ? """
            consumerSlos:
              - consumer: dashboard
                maxDelaySeconds: 120
            """
            : "";
    String anomalies =
        i % 10 == 9
            ? """
            anomalyDetection:
              enabled: true
              sensitivity: medium
              seasonality: daily
            """
            : "";
    String yaml =
        """
        apiVersion: odcs/v1
        kind: DataContract
        metadata:
          name: bench.d%1$d
          version: "1"
          owner: team-%1$d
          tier: 2
        spec:
          dataset:
            urn: urn:dp:bench:d%1$d
            topic: %2$s
            match:
              field: event_type
              equals: type-%1$d
          quality:
            rules:
              - name: id_not_empty
                dimension: completeness
                expression: LENGTH(id) > 0
              - name: amount_positive
                dimension: validity
                expression: amount > 0
              - name: currency_known
                dimension: validity
                expression: currency IN ('EUR', 'USD')
          fields:
            required:
              - name: id
                type: string
              - name: amount
                type: number
              - name: currency
                type: string
          slos:
            freshness:
              maxDelaySeconds: 300
              warningDelaySeconds: 180
        %3$s    volume:
              minEventsPerHour: 3000
              maxEventsPerHour: 2000000
        %4$s    compliance:
              minRate: 0.95
            quality:
              minRate: 0.9
        """
            .formatted(i, topic(i), consumer.indent(4), anomalies.indent(6));
    return new ContractReader(new RuleCompiler()).readOne("d" + i + ".yaml", yaml).contract();
  }

  private String topic(int dataset) {
    return "raw.bench." + dataset % options.topics();
  }

  private void fill() {
    long firstHour = nowMs / HOUR_MS - HISTORY_HOURS;
    for (int i = 9; i < urns.size(); i += 10) {
      HourStore hours = new HourStore(taskOf.get(urns.get(i)).store(Names.HOUR_STORE));
      for (long hour = firstHour; hour < nowMs / HOUR_MS - 1; hour++) {
        hours.close(urns.get(i), hour, new HourCounts(2_000 + hour % 50, 2_000, 2_000, 2_000));
      }
    }
    tasks.forEach(task -> task.start(nowMs));
    long minute = nowMs / MINUTE_MS;
    for (long past = minute - HISTORY_MINUTES; past < minute; past++) {
      for (int i = 0; i < urns.size(); i++) {
        for (int source = 0; source < options.partials(); source++) {
          take(partial(i, source, past, 60), urns.get(i), past * MINUTE_MS + 59_999);
        }
      }
    }
  }

  /**
   * What a raw partition has of a dataset's minute after so many seconds of it. One dataset of
   * twenty breaks a rule now and then.
   */
  private SignalInput.Partial partial(int dataset, int source, long minute, int seconds) {
    String topic = topic(dataset);
    int partition = (dataset + source) % options.topicPartitions();
    long startMs = minute * MINUTE_MS;
    long lastMs = startMs + seconds * SECOND_MS - 50;
    int events = seconds * options.events();
    offset += events;
    Tally tally = new Tally(TallySnapshot.ofCount(offset, events, startMs, lastMs));
    for (int i = 0; i < 4; i++) {
      tally.addArrival(++offset, (i + dataset % 5) * SECOND_MS, false);
    }
    Sample sample = new Sample(topic, partition, offset, "01ARZ3NDEKTSV4RRFFQ69G5FAV", null);
    for (String rule : List.of("id_not_empty", "amount_positive", "currency_known")) {
      for (int i = 0; i < 3; i++) {
        boolean broken =
            dataset % 20 == 7 && i == 0 && rule.equals("amount_positive") && seconds < 20;
        tally.addEvaluation(++offset, lastMs, rule, broken ? broken(rule) : null, sample);
      }
    }
    return new SignalInput.Partial(new SourcePartition(topic, partition), minute, tally.snapshot());
  }

  private static ObservedCause broken(String rule) {
    return new ObservedCause(
        new CauseKey("svc", "1.2.3", "G5", "RULE_VIOLATED", null, rule), false);
  }

  private void take(SignalInput.Partial partial, String urn, long atMs) {
    taskOf.get(urn).take(urn, partial, atMs);
  }

  private void run() {
    for (int second = 0; second < options.warmup() + options.seconds(); second++) {
      measuring = second >= options.warmup();
      if (second == options.warmup()) {
        figures.begin(writes(), bytes(), said());
      }
      figures.beginSecond();
      for (int tick = 0; tick < TICKS_A_SECOND; tick++) {
        if (tick == 0) {
          report();
        }
        merge(tick);
        nowMs += SECOND_MS / TICKS_A_SECOND;
        tick();
      }
      if (measuring) {
        figures.endSecond();
      }
    }
    figures.end(writes(), bytes(), said());
  }

  private void report() {
    for (int topic = 0; topic < Math.min(options.topics(), urns.size()); topic++) {
      for (int partition = 0; partition < options.topicPartitions(); partition++) {
        SignalInput.Progress progress =
            new SignalInput.Progress(
                new SourcePartition(topic(topic), partition),
                0,
                true,
                nowMs - SECOND_MS / TICKS_A_SECOND,
                nowMs);
        byte[] bytes = SignalInputSerde.write(progress);
        for (SignalTask task : tasks) {
          task.take("", SignalInputSerde.read(bytes), nowMs);
        }
      }
    }
  }

  /** A part of the datasets, each with its partial tallies of this second. */
  private void merge(int tick) {
    int from = urns.size() * tick / TICKS_A_SECOND;
    int to = urns.size() * (tick + 1) / TICKS_A_SECOND;
    long minute = nowMs / MINUTE_MS;
    int seconds = (int) (nowMs / SECOND_MS % 60) + 1;
    List<byte[]> records = new ArrayList<>();
    for (int i = from; i < to; i++) {
      for (int source = 0; source < options.partials(); source++) {
        records.add(SignalInputSerde.write(partial(i, source, minute, seconds)));
      }
    }
    long allocated = THREAD.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    int at = 0;
    for (int i = from; i < to; i++) {
      for (int source = 0; source < options.partials(); source++) {
        take((SignalInput.Partial) SignalInputSerde.read(records.get(at++)), urns.get(i), nowMs);
      }
    }
    if (measuring) {
      figures.merged(
          at, System.nanoTime() - start, THREAD.getCurrentThreadAllocatedBytes() - allocated);
    }
  }

  private void tick() {
    for (SignalTask task : tasks) {
      task.at(nowMs);
      for (SignalTask.Punctuation punctuation : task.punctuations()) {
        if (nowMs % punctuation.everyMs() >= SECOND_MS / TICKS_A_SECOND) {
          continue;
        }
        long before = task.evaluations();
        long collections = collections();
        long allocated = THREAD.getCurrentThreadAllocatedBytes();
        long cpu = THREAD.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        punctuation.work().punctuate(nowMs);
        long nanos = System.nanoTime() - start;
        if (measuring) {
          figures.slice(
              nanos,
              THREAD.getCurrentThreadCpuTime() - cpu,
              THREAD.getCurrentThreadAllocatedBytes() - allocated,
              task.evaluations() - before,
              collections() > collections);
        }
      }
      task.drain();
    }
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  private long writes() {
    return tasks.stream()
        .flatMap(task -> task.stores().stream())
        .mapToLong(CountingStore::writes)
        .sum();
  }

  private long bytes() {
    return tasks.stream()
        .flatMap(task -> task.stores().stream())
        .mapToLong(CountingStore::bytes)
        .sum();
  }

  private long said() {
    return tasks.stream().mapToLong(SignalTask::said).sum();
  }

  @Override
  public void close() throws IOException {
    tasks.forEach(SignalTask::close);
    memory.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Prints a table of what it measured. */
  public static void main(String[] args) throws IOException {
    try (TickBenchmark benchmark = new TickBenchmark(Options.read(args))) {
      long start = System.nanoTime();
      benchmark.fill();
      System.err.printf(Locale.ROOT, "filled in %.1f s%n", (System.nanoTime() - start) / 1e9);
      benchmark.run();
      benchmark.print();
    }
  }

  private void print() {
    System.out.printf(
        Locale.ROOT,
        "%,d datasets, %d SIGNALS partition(s) on one thread, %d partials per dataset and second;"
            + " %d s.%n%n",
        options.datasets(),
        options.partitions(),
        options.partials(),
        options.seconds());
    System.out.println("| what | median | 99 % | longest |");
    System.out.println("|---|---|---|---|");
    row("slice", "ms", figures.slices, 1e6);
    row("slice, CPU only", "ms", figures.sliceCpus, 1e6);
    row("all slices of a second", "ms", figures.rounds, 1e6);
    row("merging per second", "ms", figures.merges, 1e6);
    System.out.println();
    System.out.println("| what | |");
    System.out.println("|---|---|");
    long evaluations = (long) options.datasets() * options.seconds();
    fact("slices longer than 51 ms", "%,.0f", (double) figures.slow);
    fact("of these, without a pause of the collector", "%,.0f", (double) figures.slowByItself);
    fact(
        "seconds without exactly one evaluation per dataset",
        "%,.0f",
        (double) (options.seconds() - figures.evenSeconds));
    fact("missing evaluations", "%,.0f", (double) (evaluations - figures.judged));
    fact("CPU per evaluation, µs", "%.2f", figures.cpu / 1e3 / figures.judged);
    fact("allocated per evaluation, bytes", "%,.0f", (double) figures.allocated / figures.judged);
    fact("merging a partial, µs", "%.2f", figures.mergeNanos / 1e3 / figures.merged);
    fact("allocated per merge, bytes", "%,.0f", (double) figures.mergeAllocated / figures.merged);
    fact("writes to stores per second", "%,.0f", (double) figures.writes / options.seconds());
    fact("kB written to stores per second", "%,.0f", figures.bytes / 1e3 / options.seconds());
    fact("states and breaches per second", "%,.0f", (double) figures.said / options.seconds());
  }

  private static void row(String what, String unit, List<Long> figures, double by) {
    long[] sorted = figures.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "| %s, %s | %.1f | %.1f | %.1f |%n",
        what,
        unit,
        quantile(sorted, 0.5) / by,
        quantile(sorted, 0.99) / by,
        quantile(sorted, 1) / by);
  }

  private static long quantile(long[] sorted, double quantile) {
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.max(0, Math.ceil(quantile * sorted.length) - 1)];
  }

  private static void fact(String what, String format, double figure) {
    System.out.printf(Locale.ROOT, "| %s | " + format + " |%n", what, figure);
  }

  /** What was measured. */
  private static final class Figures {

    private final int datasets;
    private final List<Long> slices = new ArrayList<>();
    private final List<Long> sliceCpus = new ArrayList<>();
    private final List<Long> rounds = new ArrayList<>();
    private final List<Long> merges = new ArrayList<>();
    private long second;
    private long mergedInSecond;
    private long judged;
    private long judgedInSecond;
    private int evenSeconds;
    private int slow;
    private int slowByItself;
    private long cpu;
    private long allocated;
    private long merged;
    private long mergeNanos;
    private long mergeAllocated;
    private long writes;
    private long bytes;
    private long said;

    Figures(int datasets) {
      this.datasets = datasets;
    }

    void begin(long writes, long bytes, long said) {
      this.writes = -writes;
      this.bytes = -bytes;
      this.said = -said;
    }

    void end(long writes, long bytes, long said) {
      this.writes += writes;
      this.bytes += bytes;
      this.said += said;
    }

    void beginSecond() {
      second = 0;
      mergedInSecond = 0;
      judgedInSecond = 0;
    }

    void endSecond() {
      rounds.add(second);
      merges.add(mergedInSecond);
      evenSeconds += judgedInSecond == datasets ? 1 : 0;
    }

    void slice(long nanos, long cpuNanos, long bytes, long evaluations, boolean collected) {
      if (nanos > BUDGET.plus(ONE_EVALUATION).toNanos()) {
        slow++;
        slowByItself += collected ? 0 : 1;
        System.err.printf(
            Locale.ROOT,
            "second %d: a slice of %.1f ms, %.1f ms of CPU%s%n",
            rounds.size(),
            nanos / 1e6,
            cpuNanos / 1e6,
            collected ? ", with a pause of the collector" : "");
      }
      slices.add(nanos);
      sliceCpus.add(cpuNanos);
      second += nanos;
      cpu += cpuNanos;
      allocated += bytes;
      judged += evaluations;
      judgedInSecond += evaluations;
    }

    void merged(int partials, long nanos, long bytes) {
      merged += partials;
      mergeNanos += nanos;
      mergeAllocated += bytes;
      mergedInSecond += nanos;
    }
  }

  /** What to measure. */
  private record Options(
      int datasets,
      int partitions,
      int topics,
      int topicPartitions,
      int partials,
      int events,
      int warmup,
      int seconds) {

    static Options read(String[] args) {
      Properties given = new Properties();
      for (String arg : args) {
        String[] parts = arg.split("=", 2);
        given.setProperty(parts[0], parts.length == 2 ? parts[1] : "");
      }
      Options options =
          new Options(
              number(given, "--datasets", "10000"),
              number(given, "--partitions", "1"),
              number(given, "--topics", "100"),
              number(given, "--topic-partitions", "6"),
              number(given, "--partials", "2"),
              number(given, "--events", "5"),
              number(given, "--warmup", "60"),
              number(given, "--seconds", "150"));
      if (!given.isEmpty()) {
        throw new IllegalArgumentException("unknown: " + given.stringPropertyNames());
      }
      return options;
    }

    private static int number(Properties given, String name, String otherwise) {
      String text = (String) given.remove(name);
      return Integer.parseInt(text == null ? otherwise : text);
    }
  }
}
