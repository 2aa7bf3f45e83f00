package io.signalfactory.past;

import io.signalfactory.codec.ByteReader;
import io.signalfactory.codec.ByteWriter;

/**
 * {@link Strip} as bytes: one byte of format version, the last hour, and a byte for each hour.
 * Stateless and thread-safe.
 */
public final class StripCodec {

  private static final int VERSION = 1;

  private StripCodec() {}

  /** The strip's bytes; equal strips have equal bytes. */
  public static byte[] encode(Strip strip) {
    ByteWriter out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeSigned(strip.lastHour());
    for (int i = 0; i < Strip.HOURS; i++) {
      out.writeByte(strip.rank(i));
    }
    return out.toByteArray();
  }

  /**
   * The strip behind the bytes.
   *
   * @throws io.signalfactory.codec.CodecException if they are damaged, or of a version that this
   *     release does not read
   */
  public static Strip decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes, "strip");
    in.expectVersion(VERSION);
    long lastHour = in.readSigned();
    byte[] ranks = new byte[Strip.HOURS];
    for (int i = 0; i < ranks.length; i++) {
      int rank = in.readByte();
      if (rank > Strip.LARGEST_RANK) {
        throw in.damaged("a state is out of range");
      }
      ranks[i] = (byte) rank;
    }
    in.expectEnd();
    return Strip.of(lastHour, ranks);
  }
}
