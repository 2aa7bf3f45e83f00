package io.signalfactory.rule;

/** The types of expressions, with the Java types of their values. */
enum Type {
  /** A {@link String}. */
  TEXT("text"),
  /** A {@link Long}, or else a {@link java.math.BigDecimal}. */
  NUMBER("a number"),
  /** A {@link Boolean}. */
  BOOLEAN("a truth value"),
  /**
   * A {@link Long}, or else a {@link java.math.BigDecimal} if it is finer: milliseconds since the
   * epoch.
   */
  TIMESTAMP("a timestamp"),
  /** A {@link Long}: milliseconds from the epoch to the day's midnight in UTC. */
  DATE("a date"),
  /** A {@link Long}, or else a {@link java.math.BigDecimal}: milliseconds. */
  INTERVAL("an interval"),
  /** The type of NULL alone, which fits every other type. There is never a value of it. */
  NULL("NULL"),
  /** An {@link io.signalfactory.contract.Opaque}. */
  COMPOSITE("an object or array");

  private final String label;

  Type(String label) {
    this.label = label;
  }

  /** The name of the type in messages, with its article. */
  String label() {
    return label;
  }

  /** Whether its values are points in time; a date is its midnight in UTC, as in SQL. */
  boolean isTime() {
    return this == TIMESTAMP || this == DATE;
  }
}
