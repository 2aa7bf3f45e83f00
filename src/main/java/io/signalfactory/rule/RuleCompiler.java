package io.signalfactory.rule;

/** Turns the text of a condition into a {@link Rule}. Stateless. */
public final class RuleCompiler implements io.signalfactory.contract.ExpressionChecker {
  @Override
  public java.util.Optional<Problem> check(String e, io.signalfactory.contract.FieldSet f) {
    return java.util.Optional.empty();
  }

  /**
   * Parses, type-checks and compiles a condition.
   *
   * @param expression the condition, at most 4,096 characters
   * @param scope the fields that it may name
   * @throws RuleSyntaxException if it does not parse, names an unknown field, or compares what
   *     cannot be compared; with the place and the remedy
   */
  public Rule compile(String expression, RuleScope scope) throws RuleSyntaxException {
    throw new RuleSyntaxException(1, 1, "the rule compiler is missing");
  }
}
