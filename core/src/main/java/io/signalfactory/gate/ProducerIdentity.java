package io.signalfactory.gate;

import org.jspecify.annotations.Nullable;

/**
 * Who sent a record.
 *
 * @param service the service; null if unknown
 * @param version its version; null if unknown
 * @param confidence how sure that is
 */
public record ProducerIdentity(
    @Nullable String service, @Nullable String version, Confidence confidence) {

  /** How sure it is who the producer is. */
  public enum Confidence {
    /** The record names it. */
    HIGH,
    /** The contract or the configuration names it. */
    MEDIUM,
    /** Nothing names it. */
    NONE
  }
}
