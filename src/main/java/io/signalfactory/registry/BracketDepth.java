package io.signalfactory.registry;

import io.signalfactory.schema.SchemaFormat;

/**
 * How deep the brackets of a schema are within each other. It is counted before a parser sees the
 * text, because parsers call themselves for each bracket and would run out of stack.
 */
final class BracketDepth {

  private final String text;
  private final boolean proto;
  private int at;

  private BracketDepth(SchemaFormat format, String text) {
    this.text = text;
    this.proto = format == SchemaFormat.PROTOBUF;
  }

  static int of(SchemaFormat format, String text) {
    return new BracketDepth(format, text).count();
  }

  private int count() {
    int depth = 0;
    int deepest = 0;
    while (at < text.length()) {
      char character = text.charAt(at++);
      switch (character) {
        case '{', '[', '<', '(' -> deepest = Math.max(deepest, ++depth);
        case '}', ']', '>', ')' -> depth = Math.max(0, depth - 1);
        case '"' -> skipText('"');
        case '\'' -> skipTextOfProto();
        case '/' -> skipComment();
        default -> {
          // nothing that opens or closes
        }
      }
    }
    return deepest;
  }

  private void skipText(char end) {
    while (at < text.length()) {
      char character = text.charAt(at++);
      if (character == '\\') {
        at++;
      } else if (character == end || (proto && character == '\n')) {
        return;
      }
    }
  }

  private void skipTextOfProto() {
    if (proto) {
      skipText('\'');
    }
  }

  /** JSON has no comments, although Avro's parser allows them: there a slash begins one as well. */
  private void skipComment() {
    if (text.startsWith("/", at)) {
      skipTo("\n");
    } else if (text.startsWith("*", at)) {
      at++;
      skipTo("*/");
    }
  }

  private void skipTo(String end) {
    int found = text.indexOf(end, at);
    at = found < 0 ? text.length() : found + end.length();
  }
}
