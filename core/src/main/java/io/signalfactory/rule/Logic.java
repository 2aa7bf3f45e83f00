package io.signalfactory.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** SQL's logic of TRUE, FALSE and UNKNOWN; the latter is null here. */
final class Logic {

  private Logic() {}

  /** Evaluates from left to right, and stops at the first FALSE. */
  static Expr and(List<Expr> operands) {
    return chain(operands, false);
  }

  /** Evaluates from left to right, and stops at the first TRUE. */
  static Expr or(List<Expr> operands) {
    return chain(operands, true);
  }

  private static Expr chain(List<Expr> operands, boolean decisive) {
    Expr[] parts = operands.toArray(Expr[]::new);
    return (event, nowMs) -> {
      boolean unknown = false;
      for (Expr part : parts) {
        Boolean truth = (Boolean) part.evaluate(event, nowMs);
        if (truth == null) {
          unknown = true;
        } else if (truth == decisive) {
          return decisive;
        }
      }
      return unknown ? null : !decisive;
    };
  }

  static Expr not(Expr operand) {
    return (event, nowMs) -> negate((Boolean) operand.evaluate(event, nowMs));
  }

  /** The operand, or its opposite if the condition has a NOT. */
  static Expr notIf(boolean negated, Expr operand) {
    return negated ? not(operand) : operand;
  }

  /** IS TRUE and IS FALSE, which are never unknown. */
  static Expr is(Expr operand, boolean expected) {
    return (event, nowMs) -> {
      Boolean truth = (Boolean) operand.evaluate(event, nowMs);
      return truth != null && truth == expected;
    };
  }

  static @Nullable Boolean negate(@Nullable Boolean truth) {
    return truth == null ? null : !truth;
  }
}
