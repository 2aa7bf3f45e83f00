package io.signalfactory.event;

/**
 * A format that the values of records are written in. Immutable and thread-safe.
 *
 * <p>To add a format, implement this interface, {@link PayloadReader} and {@link EventFields} in a
 * package of their own, and let the format's test class extend {@code PayloadFormatKit}.
 */
public interface PayloadFormat {

  /**
   * Makes a reader.
   *
   * @param plan the fields that it looks for
   */
  PayloadReader reader(FieldPlan plan);
}
