package io.signalfactory.gate;

import org.jspecify.annotations.Nullable;

/**
 * Who sent a record.
 *
 * @param service the service; null if unknown
 * @param version its version; null if unknown
 * @param confidence how far to believe it
 */
public record ProducerIdentity(
    @Nullable String service, @Nullable String version, Confidence confidence) {

  /** How far to believe who a producer is. */
  public enum Confidence {
    /** The record says so. */
    HIGH,
    /** The contract or the configuration says so. */
    MEDIUM,
    /** Nobody says. */
    NONE
  }
}
