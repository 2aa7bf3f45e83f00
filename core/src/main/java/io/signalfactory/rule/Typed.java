package io.signalfactory.rule;

import io.signalfactory.rule.RuleScope.Variable;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * A compiled part with what the type check needs to know of it.
 *
 * @param type what it evaluates to
 * @param expr how
 * @param start where it begins
 * @param name the field that it reads; null if it is anything else
 * @param field the same as the event has it; null if it is anything else
 * @param literal the text or number that it is; null if it is anything else
 */
record Typed(
    Type type,
    Expr expr,
    Token start,
    @Nullable String name,
    @Nullable Variable field,
    @Nullable Object literal) {

  static Typed of(Type type, Token start, Expr expr) {
    return new Typed(type, expr, start, null, null, null);
  }

  static Typed ofLiteral(Type type, Token start, Object value) {
    return new Typed(type, (event, nowMs) -> value, start, null, null, value);
  }

  static Typed ofField(Type type, Token start, Expr reader, String name, Variable field) {
    return new Typed(type, reader, start, name, field, null);
  }

  /** The text that it is; null if it is anything else. */
  @Nullable String text() {
    return literal instanceof String text ? text : null;
  }

  /** What it is, for messages: {@code total_amount is a number}. */
  String describe() {
    return (name == null ? "this" : name) + " is " + type.label();
  }

  boolean isA(Type expected) {
    return type == expected || type == Type.NULL;
  }
}
