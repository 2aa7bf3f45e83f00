package io.signalfactory.contract;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One quality rule of a contract. */
public sealed interface QualityRule {

  /** The rule's name; unique in its contract. */
  String name();

  /** The quality dimension that it belongs to; null if the contract names none. */
  @Nullable Dimension dimension();

  /** The outcome for a record that breaks the rule. */
  Severity severity();

  /**
   * A SQL condition on one event.
   *
   * @param expression the condition as written; it has been checked
   * @param nullFails whether the rule is broken if the condition is UNKNOWN, which a null causes;
   *     false means that it is kept
   */
  record Condition(
      String name,
      @Nullable Dimension dimension,
      Severity severity,
      String expression,
      boolean nullFails)
      implements QualityRule {}

  /**
   * No two events of the dataset have the same values in these fields within some time.
   *
   * @param fields the fields that must be unique together; at least one
   * @param within how long before an event a repeat counts
   * @param scope where repeats are searched for
   */
  record Unique(
      String name,
      @Nullable Dimension dimension,
      Severity severity,
      List<FieldPath> fields,
      Duration within,
      Scope scope)
      implements QualityRule {
    public Unique {
      fields = List.copyOf(fields);
    }
  }

  /** The usual dimensions of data quality. */
  enum Dimension {
    COMPLETENESS,
    VALIDITY,
    CONSISTENCY,
    UNIQUENESS,
    TIMELINESS
  }

  /** The outcome for a record that breaks the rule. */
  enum Severity {
    FAIL,
    WARN
  }

  /** Where repeats are searched for. */
  enum Scope {
    /** Among the records of one raw partition. */
    PARTITION,
    /** Among all records of the dataset. */
    DATASET
  }
}
