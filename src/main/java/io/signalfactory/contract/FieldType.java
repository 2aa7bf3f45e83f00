package io.signalfactory.contract;

/** The type that a contract gives a field; JSON's own, and two kinds of time. */
public enum FieldType {
  STRING,
  /** A JSON number written without fraction or exponent. */
  INTEGER,
  NUMBER,
  BOOLEAN,
  /** A point in time, written as the field's {@link TimeFormat} says. */
  TIMESTAMP,
  /** A calendar day, RFC 3339 {@code full-date}: {@code 2026-01-14}. */
  DATE,
  OBJECT,
  ARRAY;

  /** The type's name in a contract: {@code string}. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
