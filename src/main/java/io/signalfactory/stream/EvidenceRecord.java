package io.signalfactory.stream;

import org.apache.kafka.common.serialization.Serializer;

/**
 * Evidence on its way to its topic.
 *
 * @param json the Evidence
 * @param spread which partition it goes to, modulo their number
 */
record EvidenceRecord(byte[] json, int spread) {

  static Serializer<EvidenceRecord> serializer() {
    return (topic, evidence) -> evidence.json();
  }
}
