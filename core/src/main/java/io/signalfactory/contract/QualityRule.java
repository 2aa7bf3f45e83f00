package io.signalfactory.contract;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One quality rule of a contract. */
public sealed interface QualityRule {

  /** The rule's name; unique in its contract. */
  String name();

  /** The quality dimension that it counts to; null where the contract says nothing. */
  @Nullable Dimension dimension();

  /** What a record that breaks the rule gets. */
  Severity severity();

  /**
   * A SQL condition over one event.
   *
   * @param expression the condition as written; it has been parsed and its fields are known
   * @param nullFails whether UNKNOWN (a null inside) fails the rule; false means that it passes
   */
  record Condition(
      String name,
      @Nullable Dimension dimension,
      Severity severity,
      String expression,
      boolean nullFails)
      implements QualityRule {}

  /**
   * No two events of the dataset share these fields within a time.
   *
   * @param fields the fields that together must be unique; at least one
   * @param within how far back a repeat counts
   * @param scope how far a repeat is looked for
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

  /** The quality dimensions of the data-quality field. */
  enum Dimension {
    COMPLETENESS,
    VALIDITY,
    CONSISTENCY,
    UNIQUENESS,
    TIMELINESS
  }

  /** What a record that breaks the rule gets: outcome FAIL or WARN. */
  enum Severity {
    FAIL,
    WARN
  }

  /** How far a repeat is looked for. */
  enum Scope {
    /** Among records that share a raw partition. */
    PARTITION,
    /** Among all records of the dataset. */
    DATASET
  }
}
