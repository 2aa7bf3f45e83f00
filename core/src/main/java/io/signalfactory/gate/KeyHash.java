package io.signalfactory.gate;

import java.nio.ByteBuffer;

/**
 * 128 bits that stand for the values of a unique rule's fields. Two different keys share them with
 * a probability of 2<sup>-128</sup>: among a thousand million keys, any two do with one of
 * 10<sup>-21</sup>.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record KeyHash(long high, long low) {

  /** How many bytes a hash has. */
  public static final int BYTES = 2 * Long.BYTES;

  /** The hash as {@value #BYTES} bytes. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  /**
   * The hash behind the bytes.
   *
   * @throws IllegalArgumentException if there are not {@value #BYTES} of them
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
