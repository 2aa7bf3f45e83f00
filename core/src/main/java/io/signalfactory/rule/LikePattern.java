package io.signalfactory.rule;

import java.util.Arrays;

/**
 * A LIKE pattern: {@code %} matches any text, {@code _} matches one code point, and anything else
 * matches itself. Matching goes back only as far as the last {@code %}, so no pattern takes
 * exponential time.
 */
final class LikePattern {

  private static final int ANY_TEXT = -1;
  private static final int ANY_ONE = -2;

  private final int[] elements;

  private LikePattern(int[] elements) {
    this.elements = elements;
  }

  /**
   * Reads a pattern.
   *
   * @param escape the code point that makes the one after it match itself; -1 for none
   * @throws IllegalArgumentException if it comes before anything but {@code %}, {@code _} or itself
   */
  static LikePattern of(String pattern, int escape) {
    int[] characters = pattern.codePoints().toArray();
    int[] elements = new int[characters.length];
    int length = 0;
    for (int i = 0; i < characters.length; i++) {
      int character = characters[i];
      if (character == escape) {
        i++;
        if (i == characters.length
            || (characters[i] != '%' && characters[i] != '_' && characters[i] != escape)) {
          throw new IllegalArgumentException(
              "the escape character must come before %, _ or itself");
        }
        elements[length++] = characters[i];
      } else if (character == '%') {
        elements[length++] = ANY_TEXT;
      } else {
        elements[length++] = character == '_' ? ANY_ONE : character;
      }
    }
    return new LikePattern(Arrays.copyOf(elements, length));
  }

  boolean matches(String text) {
    int at = 0;
    int element = 0;
    int afterAnyText = -1;
    int resumeAt = -1;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      if (element < elements.length && elements[element] == ANY_TEXT) {
        afterAnyText = ++element;
        resumeAt = at;
      } else if (element < elements.length
          && (elements[element] == ANY_ONE || elements[element] == character)) {
        element++;
        at += Character.charCount(character);
      } else if (afterAnyText >= 0) {
        // Let the last % match one more code point, and try the rest again from there.
        resumeAt += Character.charCount(text.codePointAt(resumeAt));
        at = resumeAt;
        element = afterAnyText;
      } else {
        return false;
      }
    }
    while (element < elements.length && elements[element] == ANY_TEXT) {
      element++;
    }
    return element == elements.length;
  }
}
