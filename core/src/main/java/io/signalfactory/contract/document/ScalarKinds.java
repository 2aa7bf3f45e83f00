package io.signalfactory.contract.document;

import java.util.regex.Pattern;

/**
 * What an unquoted YAML scalar is, by the core schema of YAML 1.2. YAML 1.1, which SnakeYAML
 * resolves by, would read {@code no} as false, {@code 1:30} as 90 and {@code 010} as 8.
 */
final class ScalarKinds {

  private static final Pattern EMPTY = Pattern.compile("~|null|Null|NULL|");
  private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private ScalarKinds() {}

  static DocumentNode.Kind ofPlain(String text) {
    if (EMPTY.matcher(text).matches()) {
      return DocumentNode.Kind.EMPTY;
    }
    if (BOOLEAN.matcher(text).matches()) {
      return DocumentNode.Kind.BOOLEAN;
    }
    if (WHOLE_NUMBER.matcher(text).matches()) {
      return DocumentNode.Kind.WHOLE_NUMBER;
    }
    return NUMBER.matcher(text).matches() ? DocumentNode.Kind.NUMBER : DocumentNode.Kind.TEXT;
  }
}
