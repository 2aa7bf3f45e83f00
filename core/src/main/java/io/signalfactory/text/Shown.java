package io.signalfactory.text;

/** Makes text that somebody else wrote safe to show in a one-line message. */
public final class Shown {

  private Shown() {}

  /**
   * The text with a replacement character for each character that is not {@link Printable}, and cut
   * with an ellipsis after {@code max} characters.
   */
  public static String of(String text, int max) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), max) + 1);
    text.codePoints()
        .limit(max)
        .map(codePoint -> Printable.is(codePoint) ? codePoint : '\uFFFD')
        .forEach(shown::appendCodePoint);
    if (text.codePointCount(0, text.length()) > max) {
      shown.append('\u2026');
    }
    return shown.toString();
  }
}
