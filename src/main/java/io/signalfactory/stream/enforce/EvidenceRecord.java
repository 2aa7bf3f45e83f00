package io.signalfactory.stream.enforce;

import org.apache.kafka.common.serialization.Serializer;

/**
 * Evidence on its way to its topic.
 *
 * @param key the URN of its dataset in UTF-8; not to be changed
 * @param json the Evidence
 * @param spread the partition it goes to, modulo the number of partitions
 */
public record EvidenceRecord(byte[] key, byte[] json, int spread) implements RecordResult {

  public static Serializer<EvidenceRecord> serializer() {
    return (topic, evidence) -> evidence.json();
  }
}
