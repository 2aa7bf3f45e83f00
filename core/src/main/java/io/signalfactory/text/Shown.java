package io.signalfactory.text;

/** Text of a document as a one-line message may show it. */
public final class Shown {

  private Shown() {}

  /** The text without control characters, cut at {@code max} characters. */
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
