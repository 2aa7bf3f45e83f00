package io.signalfactory.contract;

import java.util.Optional;

/**
 * Says whether a rule's condition can be evaluated. The rule package implements it, so that a
 * contract can be refused for a wrong rule while the contract model knows nothing of how rules run.
 */
@FunctionalInterface
public interface ExpressionChecker {

  /**
   * Checks one condition.
   *
   * @param expression the condition as written
   * @param fields the fields that it may name
   * @return what is wrong, or empty if it can be evaluated
   */
  Optional<Mistake> check(String expression, FieldSet fields);

  /**
   * What is wrong with a condition.
   *
   * @param line 1-based line within the expression
   * @param column 1-based column within the expression
   * @param message what is wrong and what to write instead
   */
  record Mistake(int line, int column, String message) {}
}
