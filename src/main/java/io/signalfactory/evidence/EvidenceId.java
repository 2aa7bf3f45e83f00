package io.signalfactory.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Makes the ids of a topic's Evidence: {@code evd-} and a ULID whose time is the record's
 * timestamp. Its 80 random bits are a hash of topic, topic id, partition and offset, so that a
 * record that is read again gets the same id, and one of a topic that was deleted and created again
 * another one (ADR 26). Immutable and thread-safe.
 */
final class EvidenceId {

  private static final String PREFIX = "evd-";
  private static final byte[] PREFIX_BYTES = JsonBytes.ascii(PREFIX);

  /** How many characters an id has. */
  static final int LENGTH = PREFIX_BYTES.length + Ulid.LENGTH;

  private final String topicId;
  private final long seedHigh;
  private final long seedLow;

  /**
   * @param topicId tells topics of the same name apart; empty if it is not known
   */
  EvidenceId(String topic, String topicId) {
    this.topicId = topicId;
    // No name of a topic has a slash.
    String seed = topicId.isEmpty() ? topic : topic + "/" + topicId;
    ByteBuffer digest = ByteBuffer.wrap(sha256(seed));
    this.seedHigh = digest.getLong();
    this.seedLow = digest.getLong();
  }

  /** Whether it makes the ids of the topic with this id. */
  boolean isOf(String topicId) {
    return this.topicId.equals(topicId);
  }

  /** The id of a record. A timestamp before 1970 counts as 1970, the earliest time of a ULID. */
  String of(long timestampMs, int partition, long offset) {
    return PREFIX
        + Ulid.encode(Math.max(0, timestampMs), high(partition, offset), low(partition, offset));
  }

  /** Writes the id of a record into an array: {@link #LENGTH} bytes, beginning at {@code at}. */
  void write(long timestampMs, int partition, long offset, byte[] into, int at) {
    System.arraycopy(PREFIX_BYTES, 0, into, at, PREFIX_BYTES.length);
    Ulid.encode(
        Math.max(0, timestampMs),
        high(partition, offset),
        low(partition, offset),
        into,
        at + PREFIX_BYTES.length);
  }

  /** A span id from the same hash: 64 bits, never all zero. */
  long span(int partition, long offset) {
    long bits = mix(low(partition, offset));
    return bits == 0 ? 1 : bits;
  }

  private long high(int partition, long offset) {
    return mix(seedHigh ^ mix(offset + seedLow) + partition);
  }

  private long low(int partition, long offset) {
    return mix(seedLow + mix(seedHigh + partition) + offset);
  }

  /**
   * The finalizer of SplitMix64 (Stafford's variant 13): a bijection of 64 bits in which every
   * input bit affects every output bit. It is much cheaper than a cryptographic hash per record,
   * and nobody could profit from a collision.
   *
   * @see <a href="https://doi.org/10.1145/2714064.2660195">Steele, Lea, Flood: Fast splittable
   *     pseudorandom number generators</a>
   */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
