package io.signalfactory.stream.enforce;

import io.signalfactory.event.RawRecord;
import io.signalfactory.evidence.EvidenceForms;
import io.signalfactory.gate.Enforcer;
import io.signalfactory.gate.Outcome;
import io.signalfactory.stream.report.Origin;
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

/** One raw topic of an ENFORCE task, with what most of its records need. */
final class RawTopic {

  private final Enforcer enforcer;
  private final SourcePartition source;
  private final Origin origin;
  private final int evidenceSpread;
  private final Map<String, TopicDataset> datasets = new HashMap<>();
  private @Nullable TopicDataset latest;
  private long readThrough = -1;
  private long reach;
  private long catalogVersion;

  /**
   * @param enforcer judges the topic's records by the contracts that are in force now
   * @param source the task's partition of the topic
   * @param origin which incarnation of the topic it is, and where its positions begin
   * @param catalogVersion the version of the contracts in force
   */
  RawTopic(Enforcer enforcer, SourcePartition source, Origin origin, long catalogVersion) {
    this.origin = origin;
    this.reach = origin.reach();
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

  /** The latest version of the contracts in force for which the enforcer is known to be right. */
  long catalogVersion() {
    return catalogVersion;
  }

  void isCurrentAt(long version) {
    catalogVersion = version;
  }

  /** The partition that the Evidence of its records goes to, modulo the number of partitions. */
  int evidenceSpread() {
    return evidenceSpread;
  }

  /** The id of the topic; empty if it is not known. */
  String topicId() {
    return origin.topicId();
  }

  Origin origin() {
    return origin;
  }

  /** The position of the record at an offset ({@link RawRecord#position}). */
  long positionOf(long offset) {
    return origin.base() + offset;
  }

  /** The position of the last record read; -1 if none has been read. */
  long readThrough() {
    return readThrough;
  }

  void readThrough(long position, TallyStore tallies) {
    readThrough = position;
    if (position >= reach) {
      reach = tallies.reaches(source, position);
    }
  }

  TopicDataset dataset(String urn) {
    TopicDataset dataset = latest;
    if (dataset == null || !dataset.urn.equals(urn)) {
      // Called for each record where datasets alternate: a lambda would be allocated each time.
      dataset = datasets.get(urn);
      if (dataset == null) {
        dataset = new TopicDataset(urn);
        datasets.put(urn, dataset);
      }
      latest = dataset;
    }
    return dataset;
  }

  /** One dataset of this topic. */
  final class TopicDataset {
    private final String urn;
    private final byte[] key;
    private final EvidenceForms evidence = new EvidenceForms();
    private final Map<Outcome, EventMetrics.Pending> counters = new EnumMap<>(Outcome.class);
    private @Nullable HeldTally held;

    private TopicDataset(String urn) {
      this.urn = urn;
      this.key = urn.getBytes(StandardCharsets.UTF_8);
    }

    /** The key of its Evidence; not to be changed. */
    byte[] key() {
      return key;
    }

    /** What all of its Evidence has in common. */
    EvidenceForms evidence() {
      return evidence;
    }

    /** Counts a judged record in the metrics. */
    void judged(Outcome outcome, EventMetrics metrics) {
      EventMetrics.Pending counter = counters.get(outcome);
      if (counter == null) {
        counter = metrics.events(urn, outcome);
        counters.put(outcome, counter);
      }
      counter.add();
    }

    /** The tally of one minute, to count a record in. */
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
