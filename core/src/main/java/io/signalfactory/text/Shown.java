package io.signalfactory.text;

/** Makes text that somebody else wrote safe to show in a one-line message. */
public final class Shown {

  private Shown() {}

  /**
   * The text with a replacement character for each control character, line break and other
   * invisible character, and cut with an ellipsis after {@code max} characters.
   */
  public static String of(String text, int max) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), max) + 1);
    text.codePoints()
        .limit(max)
        .map(codePoint -> isHarmless(codePoint) ? codePoint : '\uFFFD')
        .forEach(shown::appendCodePoint);
    if (text.codePointCount(0, text.length()) > max) {
      shown.append('\u2026');
    }
    return shown.toString();
  }

  private static boolean isHarmless(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
