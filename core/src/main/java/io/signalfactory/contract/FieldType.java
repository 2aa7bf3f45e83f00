package io.signalfactory.contract;

import io.signalfactory.time.Rfc3339;
import io.signalfactory.time.TimeFormat;
import java.math.BigDecimal;
import java.util.Locale;

/** The type that a contract gives a field: one of JSON's types, or one of two kinds of time. */
public enum FieldType {
  STRING,
  /** A number with a zero fraction, however it is written: {@code 1}, {@code 1.0}, {@code 1e2}. */
  INTEGER,
  NUMBER,
  BOOLEAN,
  /** A point in time, written in the field's {@link TimeFormat}. */
  TIMESTAMP,
  /** A calendar day, RFC 3339 {@code full-date}: {@code 2026-01-14}. */
  DATE,
  OBJECT,
  ARRAY;

  /** The type's name in a contract: {@code string}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether a number has a zero fraction.
   *
   * @param number of at most about a thousand digits, as the cost grows with their square
   */
  public static boolean isWhole(BigDecimal number) {
    return number.scale() <= 0
        || number.signum() == 0
        || (number.precision() > number.scale() && number.stripTrailingZeros().scale() <= 0);
  }

  /**
   * Whether a JSON value is of this type.
   *
   * @param jsonValue a value that is not null: {@link String}, {@link Long} (an integer that fits),
   *     {@link BigDecimal} (any other number), {@link Boolean} or {@link Opaque}. A number too long
   *     to evaluate is taken for an integer too
   * @param format how a timestamp is written; other types do not look at it
   */
  public boolean accepts(Object jsonValue, TimeFormat format) {
    return switch (this) {
      case STRING -> jsonValue instanceof String;
      case INTEGER ->
          jsonValue instanceof Long
              || (jsonValue instanceof BigDecimal number && isWhole(number))
              || jsonValue == Opaque.NUMBER_TOO_LONG;
      case NUMBER ->
          jsonValue instanceof Long
              || jsonValue instanceof BigDecimal
              || jsonValue == Opaque.NUMBER_TOO_LONG;
      case BOOLEAN -> jsonValue instanceof Boolean;
      case TIMESTAMP -> format.epochMillis(jsonValue).isPresent();
      case DATE -> jsonValue instanceof String text && Rfc3339.isFullDate(text);
      case OBJECT -> jsonValue == Opaque.OBJECT;
      case ARRAY -> jsonValue == Opaque.ARRAY;
    };
  }
}
