package io.signalfactory.stream.report;

import io.signalfactory.tally.SourcePartition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What one tally counts: one minute of one dataset on one raw partition.
 *
 * @param minute the minute of event time, in minutes since the epoch
 * @param source the raw partition
 * @param datasetUrn the dataset
 */
public record TallyId(long minute, SourcePartition source, String datasetUrn) {

  /**
   * The key in the store. The minute comes first, so that all expired tallies are one range; its
   * sign bit is flipped so that bytes sort as numbers do.
   */
  public byte[] toBytes() {
    byte[] topic = source.topic().getBytes(StandardCharsets.UTF_8);
    byte[] urn = datasetUrn.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + Integer.BYTES + Short.BYTES + topic.length + urn.length)
        .putLong(minute ^ Long.MIN_VALUE)
        .putInt(source.partition())
        .putShort((short) topic.length)
        .put(topic)
        .put(urn)
        .array();
  }

  static TallyId fromBytes(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long minute = buffer.getLong() ^ Long.MIN_VALUE;
    int partition = buffer.getInt();
    byte[] topic = new byte[buffer.getShort()];
    buffer.get(topic);
    byte[] urn = new byte[buffer.remaining()];
    buffer.get(urn);
    return new TallyId(
        minute,
        new SourcePartition(new String(topic, StandardCharsets.UTF_8), partition),
        new String(urn, StandardCharsets.UTF_8));
  }

  /** The smallest key of a minute. */
  static byte[] firstOf(long minute) {
    return ByteBuffer.allocate(Long.BYTES).putLong(minute ^ Long.MIN_VALUE).array();
  }
}
