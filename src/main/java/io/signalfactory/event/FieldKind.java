package io.signalfactory.event;

/** What stands at a field's path. */
public enum FieldKind {
  ABSENT,
  NULL,
  STRING,
  /** A number without fraction or exponent. */
  INTEGER,
  /** A number with a fraction or an exponent. */
  DECIMAL,
  BOOLEAN,
  OBJECT,
  ARRAY
}
