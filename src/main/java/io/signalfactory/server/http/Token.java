package io.signalfactory.server.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A secret that lets its holder in. Only its hash is kept. */
public final class Token {

  private final String name;
  private final byte[] hash;

  /**
   * @param name whose it is, for the audit log; not secret
   * @param secret what a call has to send
   */
  public Token(String name, String secret) {
    this.name = name;
    this.hash = hash(secret);
  }

  /** Whose it is. */
  public String name() {
    return name;
  }

  /** Whether it has this hash. It takes the same time for each hash, whatever is equal in it. */
  boolean hasHash(byte[] other) {
    return MessageDigest.isEqual(hash, other);
  }

  static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
