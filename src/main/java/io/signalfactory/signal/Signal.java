package io.signalfactory.signal;

import java.util.Locale;
import java.util.Optional;

/** The signals of a dataset. */
public enum Signal {
  /** The seconds from the latest valid event time to now. */
  FRESHNESS,
  /** The events in the trailing window. */
  VOLUME,
  /** The share of events in the window whose outcome is not FAIL. */
  COMPLIANCE,
  /** The share of rule evaluations in the window that passed. */
  QUALITY;

  /** The name of the signal in topics, HTTP and metrics, for example {@code freshness}. */
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
