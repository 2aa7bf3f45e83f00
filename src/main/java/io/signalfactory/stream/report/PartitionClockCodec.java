package io.signalfactory.stream.report;

import io.signalfactory.codec.ByteReader;
import io.signalfactory.codec.ByteWriter;
import io.signalfactory.codec.CodecException;
import io.signalfactory.event.PartitionClock;
import io.signalfactory.tally.SourcePartition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the clock of a raw partition remembers, as bytes: one byte of format version, the time that
 * the partition has reached, and the times of the block that is not whole yet, each as the
 * difference from the one before. Some 40 bytes. Stateless and thread-safe.
 */
final class PartitionClockCodec {

  private static final int VERSION = 1;

  /** After the two entries of the index, and before the keys of all tallies. */
  private static final byte KEY = 2;

  private PartitionClockCodec() {}

  /** The key of a partition's clock in the store. */
  static byte[] key(SourcePartition source) {
    byte[] topic = source.topic().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + Integer.BYTES + topic.length)
        .put(KEY)
        .putInt(source.partition())
        .put(topic)
        .array();
  }

  /** The bytes of a state. */
  static byte[] encode(PartitionClock.State state) {
    ByteWriter out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeSigned(state.reachedMs());
    out.writeUnsigned(state.block().size());
    long before = 0;
    for (long ms : state.block()) {
      out.writeSigned(ms - before);
      before = ms;
    }
    return out.toByteArray();
  }

  /**
   * The state behind the bytes.
   *
   * @throws CodecException if another format version wrote them or they are damaged
   */
  static PartitionClock.State decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes, "clock of a raw partition");
    in.expectVersion(VERSION);
    long reachedMs = in.readSigned();
    List<Long> block = new ArrayList<>();
    long before = 0;
    for (int left = in.readCount(); left > 0; left--) {
      before += in.readSigned();
      block.add(before);
    }
    in.expectEnd();
    if (block.size() >= PartitionClock.BLOCK) {
      throw new CodecException(
          "the clock of a raw partition has a block of "
              + block.size()
              + " records, which is too long: restore the store from its changelog");
    }
    return new PartitionClock.State(reachedMs, block);
  }
}
