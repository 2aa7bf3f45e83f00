package io.signalfactory.rule;

import io.signalfactory.contract.FieldType;
import io.signalfactory.event.EventFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.antlr.v4.runtime.Token;

/** Comparisons, and the types that can be compared. */
final class Comparison {

  private Comparison() {}

  /** Orders two values of one type; neither is null. */
  @FunctionalInterface
  private interface Order {
    int compare(Object left, Object right);
  }

  /** {@code left operator right}. */
  static Expr relation(Typed left, Token operator, Typed right) throws RuleSyntaxException {
    refuseNull(left, operator, right);
    Typed a = readLike(left, right);
    Typed b = readLike(right, left);
    Order order = order(a, b, operator);
    if (a.type() == Type.BOOLEAN
        && operator.getType() != RuleExpressionLexer.EQ
        && operator.getType() != RuleExpressionLexer.NE) {
      throw Fault.at(operator, "truth values have no order: compare them with = or <>");
    }
    IntPredicate holds = meaning(operator);
    Expr first = a.expr();
    Expr second = b.expr();
    Expr compared =
        (event, nowMs) -> {
          Object x = first.evaluate(event, nowMs);
          Object y = second.evaluate(event, nowMs);
          return x == null || y == null ? null : holds.test(order.compare(x, y));
        };
    return a.field() != null
            && a.field().type() == FieldType.NUMBER
            && b.literal() instanceof Long whole
        ? withWhole(a.field().slot(), holds, whole, compared)
        : compared;
  }

  /** In SQL even {@code NULL = NULL} is unknown, so such a rule could never fail. */
  private static void refuseNull(Typed left, Token operator, Typed right)
      throws RuleSyntaxException {
    if (left.type() != Type.NULL && right.type() != Type.NULL) {
      return;
    }
    String subject = shown(left.type() == Type.NULL ? right : left);
    String remedy =
        switch (operator.getType()) {
          case RuleExpressionLexer.EQ -> "write %s IS NULL".formatted(subject);
          case RuleExpressionLexer.NE -> "write %s IS NOT NULL".formatted(subject);
          default ->
              "compare with a value, or write %s IS NULL or %s IS NOT NULL"
                  .formatted(subject, subject);
        };
    throw Fault.at(
        operator, "a comparison with NULL is never true, not even for a null: " + remedy);
  }

  private static String shown(Typed operand) {
    return operand.name() == null ? "x" : Fault.shown(operand.name());
  }

  /** {@code total_amount > 0}, the most common kind of rule, without making the number. */
  private static Expr withWhole(int slot, IntPredicate holds, long whole, Expr otherwise) {
    return (event, nowMs) -> {
      int sign = event.compareNumber(slot, whole);
      return sign == EventFields.NO_ANSWER ? otherwise.evaluate(event, nowMs) : holds.test(sign);
    };
  }

  private static IntPredicate meaning(Token operator) {
    return switch (operator.getType()) {
      case RuleExpressionLexer.EQ -> sign -> sign == 0;
      case RuleExpressionLexer.NE -> sign -> sign != 0;
      case RuleExpressionLexer.LT -> sign -> sign < 0;
      case RuleExpressionLexer.LE -> sign -> sign <= 0;
      case RuleExpressionLexer.GT -> sign -> sign > 0;
      default -> sign -> sign >= 0;
    };
  }

  /** {@code value BETWEEN low AND high}: false if one side is false, whatever the other is. */
  static Expr between(Typed value, Typed low, Typed high, Token operator)
      throws RuleSyntaxException {
    if (value.type() == Type.NULL || low.type() == Type.NULL || high.type() == Type.NULL) {
      throw Fault.at(
          operator,
          "BETWEEN with NULL is never true: compare with the other limit alone, using >= or <=");
    }
    Typed bottom = readLike(low, value);
    Typed top = readLike(high, value);
    Typed subject = readLike(readLike(value, low), high);
    if (subject.type() == Type.BOOLEAN) {
      throw Fault.at(operator, "truth values have no order: compare them with = or <>");
    }
    Order fromBelow = order(subject, bottom, operator);
    Order fromAbove = order(subject, top, operator);
    return (event, nowMs) -> {
      Object x = subject.expr().evaluate(event, nowMs);
      if (x == null) {
        return null;
      }
      Object least = bottom.expr().evaluate(event, nowMs);
      if (least != null && fromBelow.compare(x, least) < 0) {
        return false;
      }
      Object most = top.expr().evaluate(event, nowMs);
      if (most != null && fromAbove.compare(x, most) > 0) {
        return false;
      }
      return least == null || most == null ? null : true;
    };
  }

  /** {@code value IN (list)}: unknown if no item is equal and one is null. */
  static Expr in(Typed value, List<Typed> list, Token operator) throws RuleSyntaxException {
    boolean onlyNull = list.stream().allMatch(item -> item.type() == Type.NULL);
    if (onlyNull || value.type() == Type.NULL) {
      throw Fault.at(
          operator,
          "IN with nothing but NULL on one side is never true, nor is NOT IN: write %s IS NULL or %s IS NOT NULL"
              .formatted(shown(value), shown(value)));
    }
    Typed subject = value;
    for (Typed item : list) {
      subject = readLike(subject, item);
    }
    if (subject.type() == Type.TEXT && list.stream().allMatch(item -> item.text() != null)) {
      return inTexts(subject.expr(), list);
    }
    List<Expr> items = new ArrayList<>();
    List<Order> orders = new ArrayList<>();
    for (Typed item : list) {
      Typed read = readLike(item, subject);
      items.add(read.expr());
      orders.add(order(subject, read, item.start()));
    }
    return inValues(subject.expr(), items.toArray(Expr[]::new), orders.toArray(Order[]::new));
  }

  private static Expr inTexts(Expr value, List<Typed> list) {
    Set<String> texts = new HashSet<>();
    list.forEach(item -> texts.add(item.text()));
    return (event, nowMs) -> {
      Object x = value.evaluate(event, nowMs);
      return x == null ? null : texts.contains(x);
    };
  }

  private static Expr inValues(Expr value, Expr[] items, Order[] orders) {
    return (event, nowMs) -> {
      Object x = value.evaluate(event, nowMs);
      if (x == null) {
        return null;
      }
      boolean unknown = false;
      for (int i = 0; i < items.length; i++) {
        Object item = items[i].evaluate(event, nowMs);
        if (item == null) {
          unknown = true;
        } else if (orders[i].compare(x, item) == 0) {
          return true;
        }
      }
      return unknown ? null : false;
    };
  }

  /** A text literal that is compared with a time becomes a time; all else stays as it is. */
  static Typed readLike(Typed value, Typed other) throws RuleSyntaxException {
    String literal = value.text();
    if (literal == null || !other.type().isTime()) {
      return value;
    }
    Object time =
        other.type() == Type.DATE && literal.length() <= 10
            ? (Object) Literals.date(value.start(), literal)
            : Literals.timestamp(value.start(), literal);
    return Typed.of(Type.TIMESTAMP, value.start(), (event, nowMs) -> time);
  }

  private static Order order(Typed left, Typed right, Token operator) throws RuleSyntaxException {
    refuseComposite(left);
    refuseComposite(right);
    Type type = left.type() == Type.NULL ? right.type() : left.type();
    boolean comparable =
        left.isA(type) && right.isA(type) || (left.type().isTime() && right.type().isTime());
    if (!comparable) {
      throw Fault.at(
          operator,
          "%s and %s: %s"
              .formatted(left.describe(), right.describe(), remedy(left.type(), right.type())));
    }
    return switch (type) {
      case TEXT -> (a, b) -> ((String) a).compareTo((String) b);
      // NULL is never compared, and COMPOSITE was refused above.
      case NUMBER, TIMESTAMP, DATE, INTERVAL, NULL, COMPOSITE -> Numbers::compare;
      case BOOLEAN -> (a, b) -> Boolean.compare((Boolean) a, (Boolean) b);
    };
  }

  private static void refuseComposite(Typed operand) throws RuleSyntaxException {
    if (operand.type() == Type.COMPOSITE) {
      throw Fault.at(
          operand.start(), operand.describe() + ": only IS NULL and IS NOT NULL work on it");
    }
  }

  private static String remedy(Type left, Type right) {
    if (left.isTime() || right.isTime()) {
      return "compare a time with a time, like TIMESTAMP '2026-01-14T12:34:56Z' or NOW()";
    }
    if (left == Type.INTERVAL || right == Type.INTERVAL) {
      return "compare an interval with the difference of two times, like NOW() - event_time";
    }
    if (left == Type.TEXT && right == Type.NUMBER) {
      return "write the number in quotes, or compare a number field";
    }
    if (left == Type.NUMBER && right == Type.TEXT) {
      return "write the number without quotes, or compare a text field";
    }
    return "only values of one type can be compared";
  }
}
