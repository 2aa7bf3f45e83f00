package io.signalfactory.evidence;

import io.signalfactory.event.RawRecord;
import java.util.HashMap;
import java.util.Map;

/** Makes the ids of Evidence of any topic. Not thread-safe: use one per task. */
public final class EvidenceIds {

  private final Map<String, EvidenceId> byTopic = new HashMap<>();

  /** The id of a record's Evidence; always the same for the same raw record. */
  public String of(RawRecord record) {
    return ofTopic(record).of(record.timestampMs(), record.partition(), record.offset());
  }

  /** What makes the ids of the topic that a record is from. */
  EvidenceId ofTopic(RawRecord record) {
    EvidenceId id = byTopic.get(record.topic());
    if (id == null || !id.isOf(record.topicId())) {
      id = new EvidenceId(record.topic(), record.topicId());
      byTopic.put(record.topic(), id);
    }
    return id;
  }
}
