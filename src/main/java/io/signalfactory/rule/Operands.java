package io.signalfactory.rule;

import io.signalfactory.contract.Opaque;
import org.jspecify.annotations.Nullable;

/** The values of one event that a compiled rule reads, by slot. */
public interface Operands {

  /**
   * The value in a slot as JSON has it: a {@link String}, {@link Long} (an integer that fits),
   * {@link java.math.BigDecimal} (any other number), {@link Boolean}, or {@link Opaque} for an
   * object, an array or a number too long to evaluate.
   *
   * @return null where the field is absent or JSON null
   */
  @Nullable Object value(int slot);
}
