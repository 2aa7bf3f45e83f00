package io.signalfactory.contract;

import java.util.Optional;

/**
 * Checks whether a rule's condition can be evaluated. The rule package implements it: a contract
 * can be refused because of a wrong rule, and the contract model need not know how rules are
 * evaluated.
 */
@FunctionalInterface
public interface ExpressionChecker {

  /**
   * Checks one condition.
   *
   * @param expression the condition as written
   * @param fields the fields that it may use
   * @return the first mistake; empty if the condition can be evaluated
   */
  Optional<Mistake> check(String expression, FieldSet fields);

  /**
   * A mistake in a condition.
   *
   * @param line 1-based line within the expression
   * @param column 1-based column within the expression
   * @param message what is wrong and what to write instead
   */
  record Mistake(int line, int column, String message) {}
}
