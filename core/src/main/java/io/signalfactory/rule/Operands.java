package io.signalfactory.rule;

import io.signalfactory.contract.Opaque;
import org.jspecify.annotations.Nullable;

/** The values of one event that a compiled rule reads, by slot. */
public interface Operands {

  /** Of a question that only {@link #value} answers. */
  int NO_ANSWER = Integer.MIN_VALUE;

  /**
   * The value in a slot as JSON has it: a {@link String}, {@link Long} (an integer that fits),
   * {@link java.math.BigDecimal} (any other number), {@link Boolean}, or {@link Opaque} for an
   * object, an array or a number too long to evaluate.
   *
   * @return null where the field is absent or JSON null
   */
  @Nullable Object value(int slot);

  /**
   * How many code points the text in a slot has, where that can be told without making it.
   *
   * @return {@link #NO_ANSWER} where it cannot, or where there is no text
   */
  default int textLength(int slot) {
    return NO_ANSWER;
  }

  /**
   * Compares the number in a slot with a whole number, where that can be done without making it.
   *
   * @return below, at or above 0; {@link #NO_ANSWER} where it cannot, or where there is no number
   */
  default int compareNumber(int slot, long whole) {
    return NO_ANSWER;
  }
}
