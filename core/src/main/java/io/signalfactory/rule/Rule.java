package io.signalfactory.rule;

import io.signalfactory.event.EventFields;

/** A compiled condition. Immutable and thread-safe. */
public interface Rule {

  /**
   * Evaluates the condition with SQL's three-valued logic.
   *
   * @param event the event's values, at the slots that the rule was compiled for
   * @param nowMs the value of {@code NOW()}, in milliseconds since the epoch: the record's arrival,
   *     so that a record that is read again gets the same answer
   * @throws RuleEvaluationException if SQL has no answer: for a value of another type than the
   *     contract declares, or a division by zero
   */
  Truth evaluate(EventFields event, long nowMs) throws RuleEvaluationException;

  /** SQL's three truth values. */
  enum Truth {
    TRUE,
    FALSE,
    UNKNOWN
  }
}
