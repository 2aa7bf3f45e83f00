package io.signalfactory.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lets a candidate read a workload that is loaded, in a JVM of its own, from the beginning. */
final class Race {

  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final Lab lab;
  private final Terms terms;
  private int runs;

  /**
   * What is the same for all candidates.
   *
   * @param threads stream threads
   * @param heap a flag of java
   * @param check whether to count the Evidence afterwards
   * @param warmUp the share of the records after which what is timed begins
   */
  record Terms(int threads, String heap, boolean check, double warmUp) {

    static final String HEAP = "-Xmx1g";

    /** With 12 million records this is longer than the JVM's compiler is busy. */
    static final double WARM_UP = 0.5;
  }

  Race(Lab lab, Terms terms) {
    this.lab = lab;
    this.terms = terms;
  }

  /** Lets the broker's code be compiled before anybody is measured beside it. */
  void warmBroker(Workload workload) throws Exception {
    System.err.print("to warm the broker: ");
    measure(Candidate.COPY, workload);
  }

  Sample measure(Candidate candidate, Workload workload) throws Exception {
    return measure(candidate, workload, terms.threads());
  }

  Sample measure(Candidate candidate, Workload workload, int threads) throws Exception {
    String id = "run-" + ++runs + "-" + candidate.name().toLowerCase(Locale.ROOT);
    Path configuration =
        lab.configure(
            id,
            workload,
            Map.of(
                "processing.guarantee", "exactly_once_v2",
                "commit.interval.ms", "1000",
                "num.stream.threads", Integer.toString(threads)));
    lab.topics().create(candidate.outputs(), workload.partitions(), Map.of());
    if (candidate == Candidate.SIGNAL_FACTORY) {
      lab.prepare(configuration, workload);
    }
    try {
      Sample sample = run(candidate, workload, id, configuration);
      if (terms.check() && candidate == Candidate.SIGNAL_FACTORY) {
        EvidenceCheck.oneForEach(lab.bootstrap(), workload.records());
      }
      System.err.printf(
          "%-14s %,9.0f records/s %6.2f us CPU %6.2f us of the broker's%n",
          candidate.label(),
          sample.recordsPerSecond(),
          sample.cpuMicros(),
          sample.brokerCpuMicros());
      return sample;
    } finally {
      // Nobody works beside another's data.
      lab.topics().delete(topic -> !topic.startsWith(Workload.RAW));
      lab.folder().delete("state-" + id);
    }
  }

  private Sample run(Candidate candidate, Workload workload, String id, Path configuration)
      throws Exception {
    try (Child child =
        Child.start(
            candidate.label(),
            candidate.command(lab.home(), configuration, List.of(terms.heap())),
            lab.folder().path(id + ".log"))) {
      return new Progress(lab, child, PATIENCE, terms.warmUp())
          .throughAll(workload.records(), id, candidate::endsAt);
    }
  }
}
