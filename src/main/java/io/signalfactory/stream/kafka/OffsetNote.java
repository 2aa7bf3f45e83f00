package io.signalfactory.stream.kafka;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Uuid;

/**
 * The text that is stored with a committed offset of a raw partition: the id of the topic that the
 * offset belongs to, and what Kafka Streams stores there itself. {@code docs/formats.md} describes
 * it.
 *
 * @param topicId the id of the topic; {@link Uuid#ZERO_UUID} if it is not known, as with offsets
 *     that an earlier release committed
 * @param streams the text of Kafka Streams; it is base 64 or empty
 */
record OffsetNote(Uuid topicId, String streams) {

  /** No base 64 has this character, so an earlier release takes the text for an unknown one. */
  private static final char SEPARATOR = '|';

  private static final String VERSION_1 = "1";

  /** Reads the text; one that is of another version or damaged counts as one without an id. */
  static OffsetNote read(String text) {
    int first = text.indexOf(SEPARATOR);
    int second = text.indexOf(SEPARATOR, first + 1);
    if (first < 0 || second < 0) {
      return new OffsetNote(Uuid.ZERO_UUID, first < 0 ? text : "");
    }
    String streams = text.substring(second + 1);
    if (!text.substring(0, first).equals(VERSION_1)) {
      return new OffsetNote(Uuid.ZERO_UUID, streams);
    }
    try {
      return new OffsetNote(Uuid.fromString(text.substring(first + 1, second)), streams);
    } catch (IllegalArgumentException e) {
      return new OffsetNote(Uuid.ZERO_UUID, streams);
    }
  }

  String write() {
    return VERSION_1 + SEPARATOR + topicId + SEPARATOR + streams;
  }

  /** The offset with this note instead of its own. */
  OffsetAndMetadata on(OffsetAndMetadata offset) {
    return new OffsetAndMetadata(offset.offset(), offset.leaderEpoch(), write());
  }
}
