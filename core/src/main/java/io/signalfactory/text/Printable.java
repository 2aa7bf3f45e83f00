package io.signalfactory.text;

/**
 * Makes text safe to print: nothing in it moves a terminal's cursor, ends a line, turns the
 * direction of writing around, or takes no room on the screen.
 */
public final class Printable {

  private Printable() {}

  /**
   * Whether a character is drawn as something, or is a space. That excludes control and format
   * characters, line breaks, halves of characters, and what Unicode does not define.
   */
  public static boolean is(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> !isInvisible(codePoint);
    };
  }

  /** Letters and marks that nothing is drawn for: Default_Ignorable_Code_Point of Unicode. */
  private static boolean isInvisible(int codePoint) {
    return codePoint == 0x034F
        || codePoint == 0x115F
        || codePoint == 0x1160
        || codePoint == 0x3164
        || codePoint == 0xFFA0
        || (codePoint >= 0x17B4 && codePoint <= 0x17B5)
        || (codePoint >= 0x180B && codePoint <= 0x180F)
        || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
        || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
  }

  /**
   * The text with an escape such as <code>\n</code> or <code>\u202e</code> for each character that
   * {@link #is} refuses. JSON stays the same JSON, as these escapes are its own.
   */
  public static String escaped(String text) {
    int first = firstUnprintable(text);
    if (first == text.length()) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 16).append(text, 0, first);
    text.substring(first).codePoints().forEach(codePoint -> append(codePoint, escaped));
    return escaped.toString();
  }

  private static int firstUnprintable(String text) {
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      if (!is(codePoint)) {
        return at;
      }
      at += Character.charCount(codePoint);
    }
    return at;
  }

  private static void append(int codePoint, StringBuilder escaped) {
    if (is(codePoint)) {
      escaped.appendCodePoint(codePoint);
      return;
    }
    switch (codePoint) {
      case '\n' -> escaped.append("\\n");
      case '\r' -> escaped.append("\\r");
      case '\t' -> escaped.append("\\t");
      default -> {
        for (char unit : Character.toChars(codePoint)) {
          escaped.append("\\u");
          for (int shift = 12; shift >= 0; shift -= 4) {
            escaped.append(Character.forDigit((unit >> shift) & 0xF, 16));
          }
        }
      }
    }
  }
}
