package io.signalfactory.evidence;

import io.signalfactory.event.RawRecord;
import java.util.HashMap;
import java.util.Map;

/** Makes the ids of Evidence of any topic. Not thread-safe: use one per task. */
public final class EvidenceIds {

  private final Map<String, EvidenceId> byTopic = new HashMap<>();

  /** The id of a record's Evidence; always the same for the same raw record. */
  public String of(RawRecord record) {
    return ofTopic(record.topic()).of(record.timestampMs(), record.partition(), record.offset());
  }

  EvidenceId ofTopic(String topic) {
    EvidenceId id = byTopic.get(topic);
    if (id == null) {
      id = new EvidenceId(topic);
      byTopic.put(topic, id);
    }
    return id;
  }
}
