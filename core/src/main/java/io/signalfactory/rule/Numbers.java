package io.signalfactory.rule;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Arithmetic on {@link Long} and {@link BigDecimal}. Two longs, by far the most common case, give a
 * long unless it overflows.
 */
final class Numbers {

  /** Numbers with more digits, before or after the point, are refused. */
  private static final int MAX_DIGITS = 1_000;

  private Numbers() {}

  static int compare(Object left, Object right) {
    return left instanceof Long a && right instanceof Long b
        ? Long.compare(a, b)
        : decimal(left).compareTo(decimal(right));
  }

  static Object add(Object left, Object right) throws RuleEvaluationException {
    if (left instanceof Long a && right instanceof Long b) {
      long sum = a + b;
      // If it overflows, the sum has a sign that neither side has.
      if (((a ^ sum) & (b ^ sum)) >= 0) {
        return sum;
      }
    }
    return bounded(operand(left).add(operand(right)));
  }

  static Object subtract(Object left, Object right) throws RuleEvaluationException {
    if (left instanceof Long a && right instanceof Long b) {
      long difference = a - b;
      if (((a ^ b) & (a ^ difference)) >= 0) {
        return difference;
      }
    }
    return bounded(operand(left).subtract(operand(right)));
  }

  static Object multiply(Object left, Object right) throws RuleEvaluationException {
    if (left instanceof Long a && right instanceof Long b) {
      long product = a * b;
      long high = Math.multiplyHigh(a, b);
      if (high == product >> 63) {
        return product;
      }
    }
    return bounded(operand(left).multiply(operand(right)));
  }

  static Object divide(Object left, Object right) throws RuleEvaluationException {
    checkDivisor(right);
    if (left instanceof Long a && right instanceof Long b && b != -1 && a % b == 0) {
      return a / b;
    }
    return bounded(operand(left).divide(operand(right), MathContext.DECIMAL128));
  }

  static Object remainder(Object left, Object right) throws RuleEvaluationException {
    checkDivisor(right);
    if (left instanceof Long a && right instanceof Long b) {
      return a % b;
    }
    return bounded(operand(left).remainder(operand(right)));
  }

  static Object negate(Object number) {
    return number instanceof Long value && value != Long.MIN_VALUE
        ? (Object) (-value)
        : decimal(number).negate();
  }

  static Object abs(Object number) {
    boolean negative = number instanceof Long value ? value < 0 : decimal(number).signum() < 0;
    return negative ? negate(number) : number;
  }

  private static void checkDivisor(Object divisor) throws RuleEvaluationException {
    boolean zero = divisor instanceof Long value ? value == 0 : decimal(divisor).signum() == 0;
    if (zero) {
      throw new RuleEvaluationException("division by zero");
    }
  }

  private static BigDecimal decimal(Object number) {
    return number instanceof Long value ? BigDecimal.valueOf(value) : (BigDecimal) number;
  }

  private static BigDecimal operand(Object number) throws RuleEvaluationException {
    return bounded(decimal(number));
  }

  /** Adding 1 to 1e999999999 would make a number of a thousand million digits. */
  private static BigDecimal bounded(BigDecimal number) throws RuleEvaluationException {
    if (Math.abs((long) number.scale()) > MAX_DIGITS || number.precision() > MAX_DIGITS) {
      if (number.signum() == 0) {
        return BigDecimal.ZERO;
      }
      throw new RuleEvaluationException(
          "a number is too large or too fine to calculate with: more than "
              + MAX_DIGITS
              + " digits");
    }
    return number;
  }
}
