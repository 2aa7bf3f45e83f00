package io.signalfactory.event;

/** What there is at a field's path. */
public enum FieldKind {
  /** The event has no such field. */
  ABSENT,
  NULL,
  STRING,
  /**
   * A number that is written without decimal places or exponent. Others may be whole as well: see
   * {@link EventFields#isWhole}.
   */
  INTEGER,
  /** A number with decimal places or an exponent. */
  DECIMAL,
  BOOLEAN,
  OBJECT,
  ARRAY
}
