package io.signalfactory.signal;

import org.jspecify.annotations.Nullable;

/**
 * An observed value.
 *
 * @param value the value; null where nothing has been observed
 * @param unit its unit
 */
public record Measure(@Nullable Double value, Unit unit) {

  /** The units of signals. */
  public enum Unit {
    SECONDS("seconds"),
    EVENTS("events"),
    RATIO("ratio");

    private final String label;

    Unit(String label) {
      this.label = label;
    }

    /** The unit's name in records. */
    public String label() {
      return label;
    }
  }
}
