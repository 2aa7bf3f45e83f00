package io.signalfactory.signal;

import org.jspecify.annotations.Nullable;

/**
 * An observed value.
 *
 * @param value the value; null if nothing has been observed
 * @param unit its unit
 */
public record Measure(@Nullable Double value, Unit unit) {

  /** The unit of a value. */
  public enum Unit {
    SECONDS("seconds"),
    EVENTS("events"),
    RATIO("ratio");

    private final String label;

    Unit(String label) {
      this.label = label;
    }

    /** The name of the unit in published records. */
    public String label() {
      return label;
    }
  }
}
