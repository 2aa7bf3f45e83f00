package io.signalfactory.stream.enforce;

import io.signalfactory.evidence.EvidenceForms;
import io.signalfactory.gate.Enforcer;
import io.signalfactory.gate.Outcome;
import io.signalfactory.stream.report.TallyId;
import io.signalfactory.stream.report.TallyStore;
import io.signalfactory.stream.report.TallyStore.HeldTally;
import io.signalfactory.tally.SourcePartition;
import io.signalfactory.tally.Tally;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One raw topic of an ENFORCE task, with what its next record is likely to need. */
final class RawTopic {

  private final Enforcer enforcer;
  private final SourcePartition source;
  private final int evidenceSpread;
  private final Map<String, Dataset> datasets = new HashMap<>();
  private @Nullable Dataset latest;
  private long readThrough = -1;
  private long catalogVersion;

  /**
   * @param enforcer of the topic's contracts as they are now
   * @param source the task's partition of the topic
   * @param catalogVersion of the contracts in force
   */
  RawTopic(Enforcer enforcer, SourcePartition source, long catalogVersion) {
    this.catalogVersion = catalogVersion;
    this.enforcer = enforcer;
    this.source = source;
    this.evidenceSpread = source.partition() + source.topic().hashCode();
  }

  Enforcer enforcer() {
    return enforcer;
  }

  SourcePartition source() {
    return source;
  }

  /** The contracts in force, of which it is known that the enforcer is still good for them. */
  long catalogVersion() {
    return catalogVersion;
  }

  void seen(long version) {
    catalogVersion = version;
  }

  /** Which partition the Evidence of its records goes to, modulo their number. */
  int evidenceSpread() {
    return evidenceSpread;
  }

  /** Offset of the last record read; -1 if none has been. */
  long readThrough() {
    return readThrough;
  }

  void read(long offset) {
    readThrough = offset;
  }

  Dataset dataset(String urn) {
    Dataset dataset = latest;
    if (dataset == null || !dataset.urn.equals(urn)) {
      // Where datasets alternate this is asked for each record: no lambda that it would make anew.
      dataset = datasets.get(urn);
      if (dataset == null) {
        dataset = new Dataset(urn);
        datasets.put(urn, dataset);
      }
      latest = dataset;
    }
    return dataset;
  }

  /** A dataset that records of this topic belong to. */
  final class Dataset {
    private final String urn;
    private final byte[] key;
    private final EvidenceForms evidence = new EvidenceForms();
    private final Map<Outcome, EventMetrics.Pending> counters = new EnumMap<>(Outcome.class);
    private @Nullable HeldTally held;

    private Dataset(String urn) {
      this.urn = urn;
      this.key = urn.getBytes(StandardCharsets.UTF_8);
    }

    /** The key of its Evidence. Nobody may change it. */
    byte[] key() {
      return key;
    }

    /** What its Evidence has in common. */
    EvidenceForms evidence() {
      return evidence;
    }

    /** Counts a record. */
    void judged(Outcome outcome, EventMetrics metrics) {
      EventMetrics.Pending counter = counters.get(outcome);
      if (counter == null) {
        counter = metrics.events(urn, outcome);
        counters.put(outcome, counter);
      }
      counter.add();
    }

    /** The tally of one of its minutes, to count a record into. */
    Tally tally(long minute, TallyStore tallies) {
      HeldTally current = held;
      if (current == null || current.id().minute() != minute || !current.isHeld()) {
        current = tallies.hold(new TallyId(minute, source, urn));
        held = current;
      }
      return current.open();
    }
  }
}
