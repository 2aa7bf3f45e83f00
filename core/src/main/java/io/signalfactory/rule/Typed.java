package io.signalfactory.rule;

import io.signalfactory.rule.RuleScope.Variable;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * A compiled part of a condition, with all that checking its type needs.
 *
 * @param type the type of its value
 * @param expr evaluates it
 * @param start where it begins
 * @param name the path of the field, if it is a field; else null
 * @param field the field, if it is a field; else null
 * @param literal the value, if it is a literal text or number; else null
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

  /** Its text if it is a literal text; else null. */
  @Nullable String text() {
    return literal instanceof String text ? text : null;
  }

  /** Its type for messages: {@code total_amount is a number}. */
  String describe() {
    return (name == null ? "this" : name) + " is " + type.label();
  }

  boolean isA(Type expected) {
    return type == expected || type == Type.NULL;
  }
}
