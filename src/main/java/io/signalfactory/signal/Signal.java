package io.signalfactory.signal;

import java.util.Locale;
import java.util.Optional;

/** What is observed of a dataset. */
public enum Signal {
  /** Seconds from the latest valid event time to now. */
  FRESHNESS,
  /** Events in the trailing window. */
  VOLUME,
  /** Share of the window's events whose outcome is not FAIL. */
  COMPLIANCE,
  /** Share of the window's rule evaluations that passed. */
  QUALITY;

  /** The signal's name in topics, HTTP and metrics: {@code freshness}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The signal of that name, if there is one. */
  public static Optional<Signal> ofLabel(String label) {
    for (Signal signal : values()) {
      if (signal.label().equals(label)) {
        return Optional.of(signal);
      }
    }
    return Optional.empty();
  }
}
