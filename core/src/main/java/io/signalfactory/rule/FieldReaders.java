package io.signalfactory.rule;

import io.signalfactory.contract.FieldType;
import io.signalfactory.contract.Opaque;
import io.signalfactory.rule.RuleScope.Variable;
import io.signalfactory.time.TimeFormat;
import java.math.BigDecimal;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads fields of an event, and refuses values of another type than the contract declares. */
final class FieldReaders {

  private static final int DATE_LENGTH = 10;

  private FieldReaders() {}

  static Type typeOf(FieldType declared) {
    return switch (declared) {
      case STRING -> Type.TEXT;
      case INTEGER, NUMBER -> Type.NUMBER;
      case BOOLEAN -> Type.BOOLEAN;
      case TIMESTAMP -> Type.TIMESTAMP;
      case DATE -> Type.DATE;
      case OBJECT, ARRAY -> Type.COMPOSITE;
    };
  }

  /** Makes a reader of a field; the path is for messages. */
  static Expr reader(Variable variable, String path) {
    int slot = variable.slot();
    return switch (variable.type()) {
      case STRING ->
          (event, nowMs) -> {
            Object value = event.value(slot);
            if (value == null || value instanceof String) {
              return value;
            }
            throw wrongType(path, "text");
          };
      case NUMBER -> (event, nowMs) -> number(event.value(slot), path);
      case INTEGER ->
          (event, nowMs) -> {
            Object value = number(event.value(slot), path);
            if (value instanceof BigDecimal decimal && !FieldType.isWhole(decimal)) {
              throw wrongType(path, "a whole number");
            }
            return value;
          };
      case BOOLEAN ->
          (event, nowMs) -> {
            Object value = event.value(slot);
            if (value == null || value instanceof Boolean) {
              return value;
            }
            throw wrongType(path, "true or false");
          };
      case TIMESTAMP -> timestamp(slot, variable.format(), path);
      case DATE ->
          (event, nowMs) -> {
            Object value = event.value(slot);
            if (value == null) {
              return null;
            }
            OptionalLong day = value instanceof String text ? midnight(text) : OptionalLong.empty();
            if (day.isEmpty()) {
              throw wrongType(path, "a date like yyyy-mm-dd");
            }
            return day.getAsLong();
          };
      case OBJECT, ARRAY -> (event, nowMs) -> event.value(slot);
    };
  }

  /** The day's midnight in UTC, in milliseconds since the epoch; empty if it is no calendar day. */
  static OptionalLong midnight(String text) {
    return text.length() == DATE_LENGTH
        ? TimeFormat.RFC3339.epochMillis(text + "T00:00:00Z")
        : OptionalLong.empty();
  }

  private static Expr timestamp(int slot, TimeFormat format, String path) {
    return (event, nowMs) -> {
      Object time = event.exactMillis(slot, format);
      if (time != null) {
        return time;
      }
      if (event.value(slot) == null) {
        return null;
      }
      throw wrongType(path, "a time in the format " + format.label());
    };
  }

  private static @Nullable Object number(@Nullable Object value, String path)
      throws RuleEvaluationException {
    if (value == null || value instanceof Long || value instanceof BigDecimal) {
      return value;
    }
    if (value == Opaque.NUMBER_TOO_LONG) {
      throw new RuleEvaluationException("field '%s' has too many digits".formatted(path));
    }
    throw wrongType(path, "a number");
  }

  private static RuleEvaluationException wrongType(String path, String expected) {
    return new RuleEvaluationException(
        "field '%s' must be %s, as the contract declares".formatted(path, expected));
  }
}
