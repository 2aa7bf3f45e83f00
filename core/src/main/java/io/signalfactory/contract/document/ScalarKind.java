package io.signalfactory.contract.document;

import java.util.regex.Pattern;

/** What a single value of a document is. */
enum ScalarKind {
  EMPTY,
  BOOLEAN,
  WHOLE_NUMBER,
  NUMBER,
  TEXT;

  private static final Pattern EMPTY_TEXT = Pattern.compile("~|null|Null|NULL|");
  private static final Pattern BOOLEAN_TEXT = Pattern.compile("true|True|TRUE|false|False|FALSE");
  private static final Pattern WHOLE_NUMBER_TEXT = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern NUMBER_TEXT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  /**
   * What an unquoted YAML scalar is, by the core schema of YAML 1.2. SnakeYAML follows YAML 1.1,
   * which would read {@code no} as false, {@code 1:30} as 90 and {@code 010} as 8.
   */
  static ScalarKind ofPlain(String text) {
    if (EMPTY_TEXT.matcher(text).matches()) {
      return EMPTY;
    }
    if (BOOLEAN_TEXT.matcher(text).matches()) {
      return BOOLEAN;
    }
    if (WHOLE_NUMBER_TEXT.matcher(text).matches()) {
      return WHOLE_NUMBER;
    }
    return NUMBER_TEXT.matcher(text).matches() ? NUMBER : TEXT;
  }
}
