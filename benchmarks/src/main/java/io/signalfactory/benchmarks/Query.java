package io.signalfactory.benchmarks;

import io.signalfactory.rig.RigException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * How long two instances with many datasets take to answer, and what that costs the records that
 * they read meanwhile.
 */
final class Query {

  private static final int PAGE = 500;
  private static final int PER_SECOND = 100;
  private static final int MANY_PER_SECOND = 3_000;
  private static final double PAGE_MILLIS_AT_MOST = 100;
  private static final double SHARE_AT_LEAST = 0.97;
  private static final long AHEAD = 200_000;
  private static final int BUSY_DATASETS = 100;
  private static final Duration SETTLING = Duration.ofSeconds(2);

  private static final String HERE = "one state, judged by the instance that is asked";
  private static final String HOP = "one state, judged by the other instance";
  private static final String ONE_PAGE = "a page of datasets";
  private static final String COMPRESSED = "the same page, compressed with gzip";
  private static final String ALL = "all pages, one after the other";

  private final Options options;
  private final boolean isShort;
  private final int datasets;
  private final int rounds;
  private final int seconds;
  private final int warmUp;
  private final int singles;
  private final int walks;
  private final String heap;

  Query(Options options) {
    this.options = options;
    this.isShort = options.flag("short");
    this.datasets = options.integer("datasets", isShort ? 1_000 : 10_000);
    this.rounds = options.integer("rounds", isShort ? 1 : 4);
    this.seconds = options.integer("seconds", isShort ? 4 : 8);
    this.warmUp = options.integer("warm-up", isShort ? 3 : 15);
    this.singles = isShort ? 50 : 300;
    this.walks = isShort ? 1 : 2;
    this.heap = options.text("heap", "-Xmx1g");
    options.refuseOthers();
    if (datasets < BUSY_DATASETS) {
      throw new RigException("--datasets is at least " + BUSY_DATASETS + ", not " + datasets);
    }
  }

  /** Whether it only shows that all works. */
  boolean isShort() {
    return isShort;
  }

  /** The answers of one round, by what was asked. */
  private record Round(Map<String, Latencies> latencies, long bytesOfPage) {}

  /**
   * Two windows next to each other, without and with questions.
   *
   * @param cpuWithout of both instances, microseconds for each record
   */
  private record Pair(
      double recordsWithout, double recordsWith, double cpuWithout, double cpuWith) {}

  private record Found(
      List<Round> idle, List<Round> busy, List<Pair> pairs, Map<String, Long> answers) {}

  Section run() throws Exception {
    Found found = Lab.use(options, this::measure);
    return new Section("Queries", goals(found), text(found));
  }

  private Found measure(Lab lab) throws Exception {
    Workload workload = TwoInstances.workload(datasets);
    try (TwoInstances both = TwoInstances.start(lab, workload, heap);
        Asker asker = new Asker()) {
      Questions questions =
          new Questions(
              asker,
              both.statesHere(),
              both.statesOverAHop(),
              both.pages(asker, PAGE),
              new Random(32));
      List<String> urls = both.statesOfBoth();
      Random random = new Random(33);
      Supplier<String> next = () -> urls.get(random.nextInt(urls.size()));
      System.err.println("warming up");
      // The JVM compiles for speed what was called 20,000 times (config/jvm.options).
      try (QueryLoad unmeasured = new QueryLoad(next, MANY_PER_SECOND)) {
        Thread.sleep(Duration.ofSeconds(warmUp).toMillis());
      }
      long warm = System.nanoTime() + Duration.ofSeconds(warmUp).toNanos();
      do {
        var unused = questions.ask(singles, walks);
      } while (System.nanoTime() < warm);
      List<Round> idle = new ArrayList<>();
      for (int round = 1; round <= rounds; round++) {
        idle.add(told("idle", round, questions.ask(singles, walks)));
      }
      Workload busy =
          Workload.of(workload.name(), 0, workload.partitions()).spread(1, BUSY_DATASETS);
      try (SteadyFeed feed =
              new SteadyFeed(
                  Feed.open(lab.bootstrap(), busy), lab.topics(), TwoInstances.ID, AHEAD);
          CommitTrace trace = new CommitTrace(lab.topics(), TwoInstances.ID)) {
        try (QueryLoad unmeasured = new QueryLoad(next, PER_SECOND)) {
          Thread.sleep(Duration.ofSeconds(warmUp).toMillis());
        }
        return underLoad(both, questions, next, feed, trace, idle);
      }
    }
  }

  private Found underLoad(
      TwoInstances both,
      Questions questions,
      Supplier<String> next,
      SteadyFeed feed,
      CommitTrace trace,
      List<Round> idle)
      throws Exception {
    List<Round> busy = new ArrayList<>();
    List<Pair> pairs = new ArrayList<>();
    Map<String, Long> answers = new TreeMap<>();
    for (int round = 1; round <= rounds; round++) {
      busy.add(told("at full rate", round, questions.ask(singles, walks)));
      Window without = window(both, trace);
      Window with;
      Window withAgain;
      try (QueryLoad load = new QueryLoad(next, PER_SECOND)) {
        with = window(both, trace);
        withAgain = window(both, trace);
        load.answers().forEach((status, count) -> answers.merge(status, count, Long::sum));
      }
      Window withoutAgain = window(both, trace);
      pairs.add(told(pair(without, with)));
      pairs.add(told(pair(withoutAgain, withAgain)));
      both.requireAlive();
      // fails if the feed has failed
      var unused = feed.committed();
    }
    return new Found(idle, busy, pairs, answers);
  }

  /**
   * @param cpuMicros of both instances for each record
   */
  private record Window(double recordsPerSecond, double cpuMicros) {}

  private Window window(TwoInstances both, CommitTrace trace) throws InterruptedException {
    Thread.sleep(SETTLING.toMillis());
    long from = System.nanoTime();
    Duration cpuBefore = both.cpu();
    Thread.sleep(Duration.ofSeconds(seconds).toMillis());
    long to = System.nanoTime();
    Duration cpu = both.cpu().minus(cpuBefore);
    double recordsPerSecond = trace.recordsPerSecond(from, to);
    double records = recordsPerSecond * (to - from) / 1e9;
    return new Window(recordsPerSecond, cpu.toNanos() / 1e3 / records);
  }

  private static Pair pair(Window without, Window with) {
    return new Pair(
        without.recordsPerSecond(), with.recordsPerSecond(), without.cpuMicros(), with.cpuMicros());
  }

  private static Pair told(Pair pair) {
    System.err.printf(
        Locale.ROOT,
        "  %,.0f records/s and %.2f us CPU without questions, %,.0f and %.2f with%n",
        pair.recordsWithout(),
        pair.cpuWithout(),
        pair.recordsWith(),
        pair.cpuWith());
    return pair;
  }

  private static Round told(String when, int round, Round found) {
    System.err.println("round " + round + ", " + when);
    found
        .latencies()
        .forEach(
            (what, latencies) ->
                System.err.printf(
                    Locale.ROOT,
                    "  %-50s p50 %8.2f ms, p99 %8.2f ms of %d%n",
                    what,
                    latencies.within(0.5),
                    latencies.within(0.99),
                    latencies.size()));
    return found;
  }

  /**
   * What is asked, all of the first instance, by one client that waits for each answer.
   *
   * @param here URLs of states that it judges
   * @param overAHop URLs of states that the other one judges
   * @param pages URLs of all pages of the list
   */
  private record Questions(
      Asker asker, List<String> here, List<String> overAHop, List<String> pages, Random random) {

    private static final byte[] WHOLE = "\"partial\":false".getBytes(StandardCharsets.UTF_8);

    Round ask(int singles, int walks) {
      Map<String, Latencies> latencies = new LinkedHashMap<>();
      for (String what : List.of(HERE, HOP, ONE_PAGE, COMPRESSED, ALL)) {
        latencies.put(what, new Latencies());
      }
      for (int i = 0; i < singles; i++) {
        latencies.get(HERE).add(asker.ask(any(here), false).millis());
        latencies.get(HOP).add(asker.ask(any(overAHop), false).millis());
      }
      long bytes = 0;
      for (int walk = 0; walk < walks; walk++) {
        double all = 0;
        for (String page : pages) {
          Asker.Answer answer = asker.ask(page, false);
          requireWhole(answer.body(), page);
          bytes = Math.max(bytes, answer.body().length);
          latencies.get(ONE_PAGE).add(answer.millis());
          all += answer.millis();
        }
        latencies.get(ALL).add(all);
        for (String page : pages) {
          latencies.get(COMPRESSED).add(asker.ask(page, true).millis());
        }
      }
      return new Round(latencies, bytes);
    }

    private String any(List<String> urls) {
      return urls.get(random.nextInt(urls.size()));
    }

    private static void requireWhole(byte[] page, String url) {
      String end =
          new String(
              page,
              Math.max(0, page.length - 300),
              Math.min(300, page.length),
              StandardCharsets.UTF_8);
      if (!end.contains(new String(WHOLE, StandardCharsets.UTF_8))) {
        throw new RigException(url + " is answered without all partitions: ..." + end);
      }
    }
  }

  private List<Goal> goals(Found found) {
    String page = String.format(Locale.ROOT, "a page of %d of %,d datasets", PAGE, datasets);
    return List.of(
        Goal.atMost(
            page + " takes less than 100 ms on a warm instance (99 %)",
            PAGE_MILLIS_AT_MOST,
            spread(found.idle(), ONE_PAGE, 0.99),
            "%.0f ms"),
        Goal.atMost(
            page + " takes less than 100 ms while records are read at full rate (99 %)",
            PAGE_MILLIS_AT_MOST,
            spread(found.busy(), ONE_PAGE, 0.99),
            "%.0f ms"),
        Goal.atLeast(
            "with 100 queries per second, at least 0.97 times the records per second",
            SHARE_AT_LEAST,
            Spread.of(
                found.pairs().stream().map(p -> p.recordsWith() / p.recordsWithout()).toList()),
            "%.3f"));
  }

  private static Spread spread(List<Round> rounds, String what, double share) {
    return Spread.of(
        rounds.stream().map(round -> round.latencies().get(what).within(share)).toList());
  }

  private String text(Found found) {
    Table answers =
        new Table(
            "",
            "p50, ms",
            "p99, ms",
            "p50 at full rate, ms",
            "p99 at full rate, ms",
            "answers per round");
    for (String what : found.idle().get(0).latencies().keySet()) {
      answers.row(
          what,
          spread(found.idle(), what, 0.5).text("%.1f"),
          spread(found.idle(), what, 0.99).text("%.1f"),
          spread(found.busy(), what, 0.5).text("%.1f"),
          spread(found.busy(), what, 0.99).text("%.1f"),
          Integer.toString(found.idle().get(0).latencies().get(what).size()));
    }
    Table costs = new Table("", "records/s", "CPU µs per record");
    costs.row(
        "without queries",
        Spread.of(found.pairs().stream().map(Pair::recordsWithout).toList()).text("%,.0f"),
        Spread.of(found.pairs().stream().map(Pair::cpuWithout).toList()).text("%.2f"));
    costs.row(
        "with " + PER_SECOND + " queries per second",
        Spread.of(found.pairs().stream().map(Pair::recordsWith).toList()).text("%,.0f"),
        Spread.of(found.pairs().stream().map(Pair::cpuWith).toList()).text("%.2f"));
    costs.row(
        "with, times without",
        Spread.of(found.pairs().stream().map(p -> p.recordsWith() / p.recordsWithout()).toList())
            .text("%.3f"),
        Spread.of(found.pairs().stream().map(p -> p.cpuWith() / p.cpuWithout()).toList())
            .text("%.3f"));
    return String.format(
            Locale.ROOT,
            "Two instances with %s and one stream thread each share %,d datasets on 4 partitions."
                + " One client asks one of them and waits for each answer; a page has %d datasets"
                + " with all their states, at most %,d bytes, half of them from the other instance."
                + " Figures are the median (lowest to highest) of %d rounds; with less than 100"
                + " answers per round, p99 is the longest. At full rate, both instances read as"
                + " fast as they can, records of %d bytes; the broker, the feed and the client"
                + " share the machine.%n%n",
            heap,
            datasets,
            PAGE,
            found.idle().get(0).bytesOfPage(),
            rounds,
            OrderEvents.BYTES)
        + answers
        + String.format(
            Locale.ROOT,
            "%nWhat asking costs: %d pairs of windows of %d s next to each other, one of them with"
                + " %d queries per second for one state of any dataset, asked of both instances in"
                + " turn whether or not earlier ones were answered. Answers by status: %s. CPU is that"
                + " of both instances.%n%n",
            found.pairs().size(),
            seconds,
            PER_SECOND,
            found.answers())
        + costs;
  }
}
