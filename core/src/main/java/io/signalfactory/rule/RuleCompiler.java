package io.signalfactory.rule;

import io.signalfactory.contract.ExpressionChecker;
import io.signalfactory.contract.Field;
import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.FieldSet;
import io.signalfactory.rule.RuleScope.Variable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Compiles the text of a condition to a {@link Rule}. Stateless.
 *
 * <p>The language is SQL's search condition with its three-valued logic. Where SQL dialects differ:
 *
 * <ul>
 *   <li>Numbers are exact decimals and are compared by value. Division does not truncate: {@code 7
 *       / 2} is 3.5, and a result that does not end is rounded to 34 digits. The result of {@code
 *       %} has the sign of its left side.
 *   <li>{@code AND} and {@code OR} are evaluated from left to right until the result is known, so
 *       that {@code n <> 0 AND 10 / n > 1} never divides by zero; so are {@code IN}, {@code
 *       BETWEEN} and {@code COALESCE}. All other operators and functions evaluate all their
 *       operands.
 *   <li>Texts are compared code unit by code unit. {@code LENGTH} and the {@code _} of LIKE count
 *       code points. {@code TRIM} removes white space of every kind at both ends.
 *   <li>{@code LIKE} has no escape character unless {@code ESCAPE} names one. {@code MATCHES} is
 *       true if the whole text matches the RE2 pattern; patterns are literals.
 *   <li>A time is as exact as it is written, to the hundredth digit of a second.
 *   <li>A comparison with NULL is refused, as it is never true; {@code IS NULL} asks for it. Only
 *       in a list beside other values NULL is as in SQL.
 *   <li>A name in double quotes or backticks is one member's name, even if it has a dot: {@code
 *       "service.name"}.
 *   <li>A date that is compared with a timestamp is its midnight in UTC. A text literal that is
 *       compared with a timestamp or date is read as one.
 * </ul>
 */
public final class RuleCompiler implements ExpressionChecker {

  /**
   * Parses, type-checks and compiles a condition.
   *
   * @param expression the condition, at most 4,096 characters
   * @param scope the fields that it may name
   * @throws RuleSyntaxException if it does not parse, names an unknown field, or compares what
   *     cannot be compared; it has the place of the mistake and what to do
   */
  public Rule compile(String expression, RuleScope scope) throws RuleSyntaxException {
    Expr condition = new Translation(scope).condition(ConditionParser.parse(expression));
    return (event, nowMs) -> {
      Boolean truth = (Boolean) condition.evaluate(event, nowMs);
      if (truth == null) {
        return Rule.Truth.UNKNOWN;
      }
      return truth ? Rule.Truth.TRUE : Rule.Truth.FALSE;
    };
  }

  @Override
  public Optional<Mistake> check(String expression, FieldSet fields) {
    try {
      compile(expression, scopeOf(fields));
      return Optional.empty();
    } catch (RuleSyntaxException e) {
      return Optional.of(new Mistake(e.line(), e.column(), String.valueOf(e.getMessage())));
    }
  }

  private static RuleScope scopeOf(FieldSet fields) {
    Map<FieldPath, Variable> variables = new LinkedHashMap<>();
    for (Field field : fields.declared()) {
      variables.put(field.path(), new Variable(variables.size(), field.type(), field.format()));
    }
    return new RuleScope() {
      @Override
      public Optional<Variable> find(FieldPath path) {
        return fields.find(path).map(Field::path).map(variables::get);
      }

      @Override
      public Collection<FieldPath> known() {
        return variables.keySet();
      }
    };
  }
}
