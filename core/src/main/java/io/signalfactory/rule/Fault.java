package io.signalfactory.rule;

import org.antlr.v4.runtime.Token;

/** Makes messages about a mistake in a condition, with its place. */
final class Fault {

  private static final int MAX_SHOWN = 40;

  private Fault() {}

  static RuleSyntaxException at(Token token, String message) {
    return new RuleSyntaxException(token.getLine(), token.getCharPositionInLine() + 1, message);
  }

  /** Text of the condition, made short and printable for a message of one line. */
  static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(MAX_SHOWN)
        .map(
            codePoint ->
                Character.isISOControl(codePoint)
                        || Character.getType(codePoint) == Character.FORMAT
                    ? ' '
                    : codePoint)
        .forEach(shown::appendCodePoint);
    return text.codePointCount(0, text.length()) > MAX_SHOWN ? shown + "\u2026" : shown.toString();
  }
}
