package io.signalfactory.stream.report;

import io.signalfactory.codec.CodecException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the entries of {@link TallyIndex} as they were written before they had a version: keys of
 * tallies, each behind its length in four bytes; for a newest minute the key of a tally without a
 * dataset. {@code docs/formats.md} says when no entry of it can be left.
 */
final class TallyIndexV0 {

  private TallyIndexV0() {}

  /**
   * Whether an entry is without a version. A key is much shorter than 16 MiB, so its length begins
   * with a zero, which is no version; and an empty list has no byte at all.
   */
  static boolean wrote(byte[] bytes) {
    return bytes.length == 0 || bytes[0] == 0;
  }

  /**
   * @param what names the entry in messages
   * @throws CodecException if it is damaged
   */
  static List<TallyId> read(byte[] bytes, String what) {
    List<TallyId> ids = new ArrayList<>();
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      while (in.hasRemaining()) {
        // One byte more than there are is as wrong as 16 MiB, and takes no memory.
        byte[] key = new byte[Math.min(in.getInt(), in.remaining() + 1)];
        in.get(key);
        ids.add(TallyId.fromBytes(key));
      }
    } catch (BufferUnderflowException | NegativeArraySizeException e) {
      throw new CodecException("stored " + what + " without a format version is damaged", e);
    }
    return ids;
  }
}
