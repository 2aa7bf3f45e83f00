package io.signalfactory.rule;

import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** The arithmetic operators: numbers with numbers, times and intervals with each other. */
final class Arithmetic {

  private Arithmetic() {}

  /** The meaning of an operator for two values that are not null. */
  @FunctionalInterface
  interface OfTwo {
    Object apply(Object left, Object right) throws RuleEvaluationException;
  }

  /**
   * An operator between operands of certain types.
   *
   * @param result the type of its result
   */
  record Operation(Type result, OfTwo meaning) {}

  static Operation between(Typed left, Token operator, Typed right) throws RuleSyntaxException {
    Type a = left.type() == Type.NULL ? nullBeside(right.type()) : left.type();
    Type b = right.type() == Type.NULL ? nullBeside(left.type()) : right.type();
    Operation operation =
        a == Type.NUMBER && b == Type.NUMBER ? ofNumbers(operator) : ofTimes(a, operator, b);
    if (operation == null) {
      throw Fault.at(
          operator,
          "%s and %s: '%s' takes two numbers%s"
              .formatted(
                  left.describe(), right.describe(), operator.getText(), timeHint(operator)));
    }
    // What is calculated with NULL is NULL, and a comparison with it is as wrong.
    return left.type() == Type.NULL || right.type() == Type.NULL
        ? new Operation(Type.NULL, operation.meaning())
        : operation;
  }

  /** The type that NULL has next to another type; the result is NULL in any case. */
  private static Type nullBeside(Type other) {
    return other.isTime() || other == Type.INTERVAL ? Type.INTERVAL : Type.NUMBER;
  }

  private static String timeHint(Token operator) {
    return operator.getType() == RuleExpressionLexer.PLUS
            || operator.getType() == RuleExpressionLexer.MINUS
        ? ", or a time and an interval like INTERVAL '15' MINUTE"
        : "";
  }

  private static Operation ofNumbers(Token operator) {
    OfTwo meaning =
        switch (operator.getType()) {
          case RuleExpressionLexer.PLUS -> Numbers::add;
          case RuleExpressionLexer.MINUS -> Numbers::subtract;
          case RuleExpressionLexer.TIMES -> Numbers::multiply;
          case RuleExpressionLexer.DIVIDE -> Numbers::divide;
          default -> Numbers::remainder;
        };
    return new Operation(Type.NUMBER, meaning);
  }

  private static @Nullable Operation ofTimes(Type left, Token operator, Type right) {
    boolean plus = operator.getType() == RuleExpressionLexer.PLUS;
    boolean minus = operator.getType() == RuleExpressionLexer.MINUS;
    if (left.isTime() && right == Type.INTERVAL && (plus || minus)) {
      return new Operation(Type.TIMESTAMP, plus ? Numbers::add : Numbers::subtract);
    }
    if (left == Type.INTERVAL && right.isTime() && plus) {
      return new Operation(Type.TIMESTAMP, Numbers::add);
    }
    if (left.isTime() && right.isTime() && minus) {
      return new Operation(Type.INTERVAL, Numbers::subtract);
    }
    if (left == Type.INTERVAL && right == Type.INTERVAL && (plus || minus)) {
      return new Operation(Type.INTERVAL, plus ? Numbers::add : Numbers::subtract);
    }
    return null;
  }

  /** A sign before a number or interval. */
  static Typed signed(Token sign, Typed operand) throws RuleSyntaxException {
    if (!operand.isA(Type.NUMBER) && operand.type() != Type.INTERVAL) {
      throw Fault.at(
          sign, "%s: a sign goes before a number or an interval".formatted(operand.describe()));
    }
    if (sign.getType() == RuleExpressionLexer.PLUS) {
      return Typed.of(operand.type(), sign, operand.expr());
    }
    Expr expr = operand.expr();
    return Typed.of(
        operand.type(),
        sign,
        (event, nowMs) -> {
          Object value = expr.evaluate(event, nowMs);
          return value == null ? null : Numbers.negate(value);
        });
  }

  /** {@code first op second op third…} from left to right, in a loop instead of nested calls. */
  static Expr chain(Expr first, OfTwo[] operations, Expr[] rest) {
    return (event, nowMs) -> {
      Object result = first.evaluate(event, nowMs);
      for (int i = 0; i < rest.length; i++) {
        Object next = rest[i].evaluate(event, nowMs);
        result = result == null || next == null ? null : operations[i].apply(result, next);
      }
      return result;
    };
  }
}
