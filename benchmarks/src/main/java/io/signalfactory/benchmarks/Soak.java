package io.signalfactory.benchmarks;

import io.signalfactory.rig.Child;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Runs signal-factory at full rate for a while and looks at its memory. */
final class Soak {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
  private static final Duration STARTS_WITHIN = Duration.ofMinutes(2);
  private static final int DATASETS_ON_A_TOPIC = 5;
  private static final int PARTITIONS = 4;
  private static final long AHEAD = 200_000;
  private static final int ROWS = 10;
  private static final double MIB = 1 << 20;

  /** Beyond this share of itself in ten minutes, memory counts as growing. */
  private static final double FLAT = 0.02;

  // What has been read may go: the disk stays bounded.
  private static final Map<String, String> SHORT_LIVED =
      Map.of(
          "segment.bytes", "4194304", "retention.bytes", "8388608", "file.delete.delay.ms", "1000");

  private final Options options;
  private final int minutes;
  private final int datasets;
  private final String heap;
  private final long rocksDbBytes;
  private final int threads;
  private final Workload workload;

  Soak(Options options) {
    this.options = options;
    this.minutes = options.integer("minutes", 30);
    this.datasets = options.integer("datasets", 1_000);
    this.heap = options.text("heap", "-Xmx512m");
    this.rocksDbBytes = options.whole("rocksdb", 64L << 20);
    this.threads = options.integer("threads", 1);
    options.refuseOthers();
    int each = Math.min(DATASETS_ON_A_TOPIC, datasets);
    this.workload = Workload.of("soak", 0, PARTITIONS).spread(datasets / each, each);
  }

  /**
   * What was seen at one moment.
   *
   * @param minute since the first look
   * @param cores that the application kept busy since the look before
   * @param brokerCores that the broker kept busy
   */
  private record Look(
      double minute,
      double recordsPerSecond,
      double cores,
      double brokerCores,
      double residentMib,
      double heapMib,
      double rocksDbMib,
      double memTablesMib) {}

  Section run() throws Exception {
    List<Look> looks = Lab.use(options, this::watch);
    return new Section("Soak", goals(looks), introduction() + "\n" + table(looks) + trend(looks));
  }

  private List<Look> watch(Lab lab) throws Exception {
    String id = "soak";
    Path configuration =
        lab.configure(
            id,
            workload,
            Map.of(
                "num.stream.threads", Integer.toString(threads),
                "rocksdb.memory.bytes", Long.toString(rocksDbBytes)));
    lab.topics().create(workload.topicNames(), PARTITIONS, SHORT_LIVED);
    lab.prepare(configuration, workload);
    lab.topics().configure(EvidenceCheck.TOPIC, SHORT_LIVED);
    Path gcLog = lab.folder().path("gc.log");
    List<String> flags = new ArrayList<>(List.of(heap.split(" ")));
    flags.add(ProcessMemory.gcLogFlag(gcLog));
    try (Child child =
            Child.start(
                "signal-factory",
                Candidate.SIGNAL_FACTORY.command(lab.home(), configuration, flags),
                lab.folder().path(id + ".log"));
        SteadyFeed feed =
            new SteadyFeed(Feed.open(lab.bootstrap(), workload), lab.topics(), id, AHEAD)) {
      String url = child.awaitLine("ready ", STARTS_WITHIN).split(" ", 2)[0];
      return looks(lab, child, feed, new ProcessMemory(child.pid(), gcLog), url + "/metrics");
    }
  }

  private List<Look> looks(
      Lab lab, Child child, SteadyFeed feed, ProcessMemory memory, String metricsUrl)
      throws Exception {
    Http http = new Http();
    List<Look> looks = new ArrayList<>();
    long began = System.nanoTime();
    long before = began;
    long committedBefore = feed.committed();
    Duration cpuBefore = child.cpu();
    Duration brokerCpuBefore = lab.broker().cpu();
    while (System.nanoTime() - began < Duration.ofMinutes(minutes).toNanos()) {
      Thread.sleep(LOOK_EVERY.toMillis());
      child.requireAlive();
      Metrics metrics = new Metrics(http.get(metricsUrl).orElse(""));
      long committed = feed.committed();
      Duration cpu = child.cpu();
      Duration brokerCpu = lab.broker().cpu();
      long now = System.nanoTime();
      double nanos = now - before;
      Look look =
          new Look(
              (now - began) / 60e9,
              (committed - committedBefore) / (nanos / 1e9),
              cpu.minus(cpuBefore).toNanos() / nanos,
              brokerCpu.minus(brokerCpuBefore).toNanos() / nanos,
              memory.residentMib(),
              memory.heapAfterCollectionMib(),
              // Every store tells of the one cache that they share.
              metrics.most("kafka_stream_state_block_cache_usage") / MIB,
              metrics.sum("kafka_stream_state_cur_size_all_mem_tables") / MIB);
      System.err.println(String.join("  ", cells(look)));
      looks.add(look);
      before = now;
      committedBefore = committed;
      cpuBefore = cpu;
      brokerCpuBefore = brokerCpu;
    }
    return looks;
  }

  private List<Goal> goals(List<Look> looks) {
    double rocksDb = most(looks, Look::rocksDbMib);
    return List.of(
        new Goal(
            String.format(Locale.ROOT, "%,d datasets at full rate run in %s", datasets, heap),
            String.format(
                Locale.ROOT,
                "%d minutes, at most %.0f MiB of heap after a collection",
                minutes,
                most(looks, Look::heapMib)),
            true),
        new Goal(
            "RocksDB's native memory stays within its configured cap",
            String.format(Locale.ROOT, "at most %.0f of %.0f MiB", rocksDb, rocksDbBytes / MIB),
            rocksDb > 0 && rocksDb <= rocksDbBytes / MIB),
        new Goal(
            "resident memory stays flat for 30 minutes",
            String.format(
                Locale.ROOT,
                "%+.1f MiB per 10 minutes at %.0f MiB, in the last half of %d minutes",
                slope(looks),
                Trend.mean(lastHalf(looks).stream().map(Look::residentMib).toList()),
                minutes),
            isFlat(looks)));
  }

  private String introduction() {
    return String.format(
        Locale.ROOT,
        "`signal-factory run` for %d minutes with %s and %s, fed as fast as it reads: %,d"
            + " datasets on %d topics of %d partitions, records of %d bytes. The broker and the"
            + " feed share the machine.%n",
        minutes,
        heap,
        threads == 1 ? "one stream thread" : threads + " stream threads",
        datasets,
        workload.topics(),
        PARTITIONS,
        workload.bytes());
  }

  private static Table table(List<Look> looks) {
    Table table =
        new Table(
            "minute",
            "records/s",
            "busy cores",
            "broker's busy cores",
            "resident MiB",
            "heap after collection MiB",
            "RocksDB cache with write buffers MiB",
            "write buffers MiB");
    int rows = Math.min(ROWS, looks.size());
    for (int row = 1; row <= rows; row++) {
      table.row(cells(looks.get(looks.size() * row / rows - 1)).toArray(String[]::new));
    }
    return table;
  }

  private static List<String> cells(Look look) {
    return List.of(
        String.format(Locale.ROOT, "%.1f", look.minute()),
        String.format(Locale.ROOT, "%,.0f", look.recordsPerSecond()),
        String.format(Locale.ROOT, "%.2f", look.cores()),
        String.format(Locale.ROOT, "%.2f", look.brokerCores()),
        String.format(Locale.ROOT, "%.0f", look.residentMib()),
        String.format(Locale.ROOT, "%.0f", look.heapMib()),
        String.format(Locale.ROOT, "%.1f", look.rocksDbMib()),
        String.format(Locale.ROOT, "%.1f", look.memTablesMib()));
  }

  private static String trend(List<Look> looks) {
    return String.format(
        Locale.ROOT,
        "%nResident memory in the last half: %+.1f MiB per 10 minutes (least squares), which is"
            + " %s; the limit is %.0f %% per 10 minutes.%n",
        slope(looks),
        isFlat(looks) ? "flat" : "not flat",
        FLAT * 100);
  }

  private static boolean isFlat(List<Look> looks) {
    double resident = Trend.mean(lastHalf(looks).stream().map(Look::residentMib).toList());
    return slope(looks) <= FLAT * resident;
  }

  /** MiB in ten minutes. */
  private static double slope(List<Look> looks) {
    List<Look> half = lastHalf(looks);
    return 10
        * Trend.slope(
            half.stream().map(Look::minute).toList(),
            half.stream().map(Look::residentMib).toList());
  }

  private static List<Look> lastHalf(List<Look> looks) {
    return looks.subList(looks.size() / 2, looks.size());
  }

  private static double most(List<Look> looks, ToDoubleFunction<Look> figure) {
    return looks.stream().mapToDouble(figure).max().orElse(0);
  }
}
