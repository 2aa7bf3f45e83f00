package io.signalfactory.rule;

import io.signalfactory.event.EventFields;
import org.jspecify.annotations.Nullable;

/**
 * A compiled part of a condition. What its value is, follows from its {@link Type}, which was
 * checked when it was compiled; null is SQL's NULL, and for a boolean its UNKNOWN.
 */
@FunctionalInterface
interface Expr {

  /**
   * The value for one event.
   *
   * @param nowMs what NOW() means
   * @throws RuleEvaluationException where SQL has no answer
   */
  @Nullable Object evaluate(EventFields event, long nowMs) throws RuleEvaluationException;
}
