package io.signalfactory.evidence;

import io.signalfactory.event.RawRecord;
import java.util.HashMap;
import java.util.Map;

/** The ids of Evidence. Keeps an id maker for each topic, so not thread-safe: one a task. */
public final class EvidenceIds {

  private final Map<String, EvidenceId> byTopic = new HashMap<>();

  /** The evidence id of a record; the same raw record always has the same one. */
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
