package io.signalfactory.evidence;

import io.signalfactory.contract.Contract;
import io.signalfactory.event.EventTime;
import io.signalfactory.event.RawRecord;
import io.signalfactory.gate.ProducerIdentity;
import io.signalfactory.gate.Verdict;
import io.signalfactory.time.Rfc3339Writer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The first part of an Evidence, up to its gates, with blanks for everything that differs from
 * record to record: the rest is the same for all records of a dataset, a partition and a producer.
 * Immutable.
 */
final class EvidenceForm {

  private static final byte[] ID_BLANK = new byte[EvidenceId.LENGTH];
  private static final byte[] TIME_BLANK = new byte[Rfc3339Writer.LENGTH];

  private final String datasetUrn;
  private final @Nullable Contract contract;
  private final String topic;
  private final int partition;
  private final ProducerIdentity producer;
  private final EventTime.Source timeSource;
  private final EvidenceId id;

  /** The text without offset and lag, because their lengths differ. */
  private final byte[] json;

  private final int idAt;
  private final int offsetAt;
  private final int timestampAt;
  private final int eventTimeAt;
  private final int processingTimeAt;

  /**
   * @param verdict the verdict on one of the records that it is for
   * @param id makes the ids of the topic
   */
  EvidenceForm(Verdict verdict, EvidenceId id) {
    this.datasetUrn = verdict.datasetUrn();
    this.contract = verdict.contract();
    this.topic = verdict.record().topic();
    this.partition = verdict.record().partition();
    this.producer = verdict.producer();
    this.timeSource = verdict.eventTime().source();
    this.id = id;
    JsonBytes out = new JsonBytes(512);
    // Everything that depends on the dataset is together at the beginning, next to the key of the
    // record, which is the URN: then Evidence compresses well even if datasets alternate (ADR
    // 0023).
    out.raw("{\"dataset_urn\":").text(datasetUrn).raw(",\"contract\":");
    writeContract(out);
    out.raw(",\"evidence_id\":\"");
    this.idAt = out.length();
    out.raw(ID_BLANK);
    out.raw("\",\"source\":{\"topic\":").text(topic).raw(",\"partition\":").number(partition);
    out.raw(",\"offset\":");
    this.offsetAt = out.length();
    out.raw(",\"timestamp\":\"");
    this.timestampAt = out.length();
    out.raw(TIME_BLANK);
    out.raw("\"},\"producer\":{\"service\":").text(producer.service());
    out.raw(",\"version\":").text(producer.version());
    out.raw(",\"confidence\":").text(producer.confidence().name());
    out.raw("},\"event_time\":\"");
    this.eventTimeAt = out.length();
    out.raw(TIME_BLANK);
    out.raw("\",\"event_time_source\":\"").raw(timeSource.label());
    out.raw("\",\"processing_time\":\"");
    this.processingTimeAt = out.length();
    out.raw(TIME_BLANK);
    out.raw("\",\"lag_ms\":");
    this.json = out.toBytes();
  }

  private void writeContract(JsonBytes out) {
    if (contract == null) {
      out.raw("null");
      return;
    }
    out.raw("{\"name\":").text(contract.name());
    out.raw(",\"version\":").text(contract.version());
    out.raw(",\"owner\":").text(contract.owner());
    out.raw(",\"tier\":").number(contract.tier()).raw("}");
  }

  /** Whether this form is right for a record; fast if the record has the very same objects. */
  boolean fits(Verdict verdict) {
    RawRecord record = verdict.record();
    return datasetUrn.equals(verdict.datasetUrn())
        && Objects.equals(producer, verdict.producer())
        && timeSource == verdict.eventTime().source()
        && partition == record.partition()
        && topic.equals(record.topic())
        && id.isOf(record.topicId())
        && Objects.equals(contract, verdict.contract());
  }

  /** Makes the ids of its topic. */
  EvidenceId id() {
    return id;
  }

  /** How many bytes it has when it is filled in, without the lag. */
  int length(int offsetLength) {
    return json.length + offsetLength;
  }

  /** Writes it to the beginning of an array, filled in, without the lag. */
  void write(Verdict verdict, long processingTimeMs, int offsetLength, Clocks clocks, byte[] into) {
    RawRecord record = verdict.record();
    System.arraycopy(json, 0, into, 0, offsetAt);
    id.write(record.timestampMs(), partition, record.offset(), into, idAt);
    JsonBytes.put(record.offset(), offsetLength, into, offsetAt);
    System.arraycopy(json, offsetAt, into, offsetAt + offsetLength, json.length - offsetAt);
    clocks.timestamps.write(record.timestampMs(), into, timestampAt + offsetLength);
    clocks.eventTimes.write(verdict.eventTime().epochMs(), into, eventTimeAt + offsetLength);
    clocks.processingTimes.write(processingTimeMs, into, processingTimeAt + offsetLength);
  }

  /** Writes the three times of an Evidence. Not thread-safe: use one per writer. */
  static final class Clocks {
    private final Rfc3339Writer timestamps = new Rfc3339Writer();
    private final Rfc3339Writer eventTimes = new Rfc3339Writer();
    private final Rfc3339Writer processingTimes = new Rfc3339Writer();
  }
}
