package io.signalfactory.testkit;

import io.signalfactory.contract.Opaque;
import io.signalfactory.event.EventFields;
import io.signalfactory.event.FieldKind;
import io.signalfactory.event.MemberPath;
import java.math.BigDecimal;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An event that is given by its values.
 *
 * @param values by slot; null for a field that is null
 */
public record GivenFields(IntFunction<@Nullable Object> values) implements EventFields {

  @Override
  public FieldKind kind(int slot) {
    Object value = value(slot);
    if (value == null) {
      return FieldKind.NULL;
    }
    if (value instanceof String) {
      return FieldKind.STRING;
    }
    if (value instanceof Boolean) {
      return FieldKind.BOOLEAN;
    }
    if (value instanceof Opaque opaque) {
      return opaque == Opaque.ARRAY ? FieldKind.ARRAY : FieldKind.OBJECT;
    }
    return value instanceof BigDecimal number && number.scale() != 0
        ? FieldKind.DECIMAL
        : FieldKind.INTEGER;
  }

  @Override
  public @Nullable Object value(int slot) {
    return values.apply(slot);
  }

  @Override
  public Set<MemberPath> members() {
    return Set.of();
  }

  @Override
  public boolean enveloped() {
    return false;
  }
}
