package io.signalfactory.signal;

import io.signalfactory.evidence.Ulid;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * Ids of breaches: {@code brc-} and a ULID whose time is the opening time and whose other bits are
 * taken from a SHA-256 of dataset, signal, consumer and opening time. A replay gives the same ids.
 */
final class BreachId {

  private BreachId() {}

  static String of(SignalKey key, Instant openedAt) {
    byte[] name = (key.text() + "|" + openedAt.toEpochMilli()).getBytes(StandardCharsets.UTF_8);
    ByteBuffer hash = ByteBuffer.wrap(sha256(name));
    long high = hash.getShort();
    long low = hash.getLong();
    return "brc-" + Ulid.encode(openedAt.toEpochMilli(), high, low);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
