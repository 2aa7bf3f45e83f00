package io.signalfactory.benchmarks;

import io.signalfactory.rig.Child;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lets contestants read their workloads from the beginning, each in a JVM of its own, in turn: one
 * of them runs, the others are stopped. The speed of a machine that is shared with strangers
 * changes from one minute to the next, by half in what was seen; turns that are compared lie
 * seconds apart.
 */
final class Race {

  /** Records of a turn: some commits of whoever is fastest. */
  private static final long RECORDS_OF_A_TURN = 2_000_000;

  private static final int FEWEST_TURNS = 8;

  /** A turn of so many records has commits enough to ignore the first ones. */
  private static final long LONG_TURN = 1_000_000;

  /**
   * Whoever has been stopped does at once all that came due meanwhile, such as storing the state of
   * every signal, and finds nothing of its own in the processor's caches.
   */
  private static final double IGNORED_OF_A_LONG_TURN = 0.25;

  /**
   * So that nobody takes one that is stopped for one that has died, nor it the broker: a client
   * whose requests have timed out forgets what topics there are, as no other broker is left to be
   * asked ({@code metadata.recovery.strategy}), and Kafka Streams ends if it joins its group in
   * that moment.
   */
  private static final Map<String, String> PATIENT =
      Map.of(
          "consumer.request.timeout.ms", "600000",
          "producer.request.timeout.ms", "600000",
          // No less than a request may take.
          "producer.delivery.timeout.ms", "1200000",
          "consumer.session.timeout.ms", "600000",
          "consumer.max.poll.interval.ms", "600000",
          "producer.transaction.timeout.ms", "600000");

  private final Lab lab;
  private final Terms terms;
  private int started;

  /**
   * What is the same for all.
   *
   * @param heap a flag of java
   * @param check whether to count the Evidence afterwards
   * @param warmUp the share of the turns that do not count
   */
  record Terms(String heap, boolean check, double warmUp) {

    static final String HEAP = "-Xmx1g";

    /** With 12 million records this is longer than the JVM's compiler is busy. */
    static final double WARM_UP = 0.5;
  }

  Race(Lab lab, Terms terms) {
    this.lab = lab;
    this.terms = terms;
  }

  /**
   * One race through all records.
   *
   * @param contestants those who run, all with as many records; who is to be compared with whom
   *     stands beside them
   * @param series gets a sample of each for each turn that counts. Neither the first ones do, as
   *     start and warm-up are not throughput, nor the last one, as one partition may end before the
   *     others
   */
  void run(List<Contestant> contestants, Series<Contestant> series) throws Exception {
    long records = contestants.get(0).workload().records();
    int turns = turns(records);
    long ofTurn = records / turns;
    long ignored = ofTurn < LONG_TURN ? 0 : (long) (IGNORED_OF_A_LONG_TURN * ofTurn);
    List<Entry> entries = new ArrayList<>();
    try {
      for (Contestant contestant : contestants) {
        entries.add(enter(contestant));
      }
      List<Entry> order = new ArrayList<>(entries);
      for (int turn = 1; turn <= turns; turn++) {
        boolean counts = turn > terms.warmUp() * turns && turn < turns;
        System.err.println("turn " + turn + " of " + turns + (counts ? "" : ", does not count"));
        for (Entry entry : order) {
          lab.cache(entry.contestant().workload(), (turn - 1.0) / turns, (turn + 0.5) / turns);
          Sample sample = entry.runner().turn(ignored, records * turn / turns);
          System.err.println(told(entry.contestant(), sample));
          if (counts) {
            series.add(entry.contestant(), sample);
          }
        }
        // Nobody always runs first, and neighbours stay neighbours.
        Collections.reverse(order);
      }
    } finally {
      close(entries);
    }
    if (terms.check()) {
      check(entries);
    }
    // Nobody works beside another's data.
    lab.topics().delete(topic -> !topic.startsWith(Workload.RAW));
    for (Entry entry : entries) {
      lab.folder().delete("state-" + entry.id());
    }
  }

  private static int turns(long records) {
    return (int) Math.max(FEWEST_TURNS, records / RECORDS_OF_A_TURN);
  }

  private record Entry(Contestant contestant, String id, String evidenceTopic, Runner runner) {}

  private Entry enter(Contestant contestant) throws IOException, InterruptedException {
    Candidate candidate = contestant.candidate();
    Workload workload = contestant.workload();
    String id = "run-" + ++started + "-" + candidate.name().toLowerCase(Locale.ROOT);
    String prefix = id + ".";
    Map<String, String> settings = new TreeMap<>(PATIENT);
    settings.put("processing.guarantee", "exactly_once_v2");
    settings.put("commit.interval.ms", "1000");
    settings.put("num.stream.threads", Integer.toString(contestant.threads()));
    settings.put("topic.prefix", prefix);
    Path configuration = lab.configure(id, workload, settings);
    String evidenceTopic = prefix + "evidence";
    if (candidate == Candidate.SIGNAL_FACTORY) {
      lab.prepare(configuration, workload);
    } else {
      lab.topics().create(List.of(evidenceTopic), workload.writtenPartitions(), Map.of());
    }
    Child child =
        Child.start(
            candidate.label(),
            candidate.command(lab.home(), configuration, List.of(terms.heap())),
            lab.folder().path(id + ".log"));
    return new Entry(contestant, id, evidenceTopic, Runner.stopped(lab, contestant, id, child));
  }

  private static String told(Contestant contestant, Sample sample) {
    return String.format(
        Locale.ROOT,
        "  %-14s %-10s %,9.0f records/s %6.2f us CPU, %5.2f us of it compiling,"
            + " %6.2f us of the broker's",
        contestant.candidate().label(),
        contestant.workload().name(),
        sample.recordsPerSecond(),
        sample.cpuMicros(),
        sample.compilerMicros(),
        sample.brokerCpuMicros());
  }

  private void check(List<Entry> entries) throws IOException {
    for (Entry entry : entries) {
      if (entry.contestant().candidate() == Candidate.SIGNAL_FACTORY) {
        EvidenceCheck.oneForEach(
            lab.bootstrap(), entry.evidenceTopic(), entry.contestant().workload().records());
      }
    }
  }

  private static void close(List<Entry> entries) throws InterruptedException {
    for (Entry entry : entries) {
      entry.runner().close();
    }
  }
}
