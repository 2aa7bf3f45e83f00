package io.signalfactory.rule;

import io.signalfactory.event.EventFields;
import org.jspecify.annotations.Nullable;

/**
 * A compiled part of a condition. Its values are those of its {@link Type}, which was checked when
 * it was compiled; null is SQL's NULL, and UNKNOWN for a truth value.
 */
@FunctionalInterface
interface Expr {

  /**
   * The value for one event.
   *
   * @param nowMs the value of NOW(), in milliseconds since the epoch
   * @throws RuleEvaluationException if SQL has no answer
   */
  @Nullable Object evaluate(EventFields event, long nowMs) throws RuleEvaluationException;
}
