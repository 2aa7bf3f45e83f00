package io.signalfactory.stream.enforce;

import org.apache.kafka.common.serialization.Serializer;

/**
 * Evidence on its way to its topic.
 *
 * @param key the URN of its dataset in UTF-8; nobody may change it
 * @param json the Evidence
 * @param spread which partition it goes to, modulo their number
 */
public record EvidenceRecord(byte[] key, byte[] json, int spread) implements Answer {

  public static Serializer<EvidenceRecord> serializer() {
    return (topic, evidence) -> evidence.json();
  }
}
