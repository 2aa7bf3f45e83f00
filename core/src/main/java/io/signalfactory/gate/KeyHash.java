package io.signalfactory.gate;

import java.nio.ByteBuffer;

/**
 * A hash of 128 bits of the values of a unique rule's fields. Two different keys have the same hash
 * with a probability of 2<sup>-128</sup>; for any two of a thousand million keys it is
 * 10<sup>-21</sup>.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record KeyHash(long high, long low) {

  /** The number of bytes of a hash. */
  public static final int BYTES = 2 * Long.BYTES;

  /** The hash as {@value #BYTES} bytes. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  /**
   * Reads a hash from its bytes.
   *
   * @throws IllegalArgumentException if there are not {@value #BYTES} bytes
   */
  public static KeyHash fromBytes(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "a key's hash has " + BYTES + " bytes, these are " + bytes.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new KeyHash(buffer.getLong(), buffer.getLong());
  }
}
