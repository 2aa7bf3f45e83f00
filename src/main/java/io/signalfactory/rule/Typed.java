package io.signalfactory.rule;

import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * A compiled part with what the type check needs to know of it.
 *
 * @param type what it evaluates to
 * @param expr how
 * @param start where it begins
 * @param name the field that it reads; null if it is anything else
 * @param literal the text that it is; null if it is anything else
 */
record Typed(Type type, Expr expr, Token start, @Nullable String name, @Nullable String literal) {

  static Typed of(Type type, Token start, Expr expr) {
    return new Typed(type, expr, start, null, null);
  }

  /** What it is, for messages: {@code total_amount is a number}. */
  String describe() {
    return (name == null ? "this" : name) + " is " + type.label();
  }

  boolean isA(Type expected) {
    return type == expected || type == Type.NULL;
  }
}
