package io.signalfactory.infer;

import com.fasterxml.jackson.databind.JsonNode;

/** What a value is in JSON; whole numbers are told from others. */
enum Kind {
  TEXT("text"),
  WHOLE("whole number"),
  DECIMAL("number"),
  BOOLEAN("boolean"),
  OBJECT("object"),
  ARRAY("array");

  private final String words;

  Kind(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** The kind of a value that is not null. */
  static Kind of(JsonNode value) {
    if (value.isTextual()) {
      return TEXT;
    }
    if (value.isIntegralNumber()) {
      return WHOLE;
    }
    if (value.isNumber()) {
      return DECIMAL;
    }
    if (value.isBoolean()) {
      return BOOLEAN;
    }
    return value.isObject() ? OBJECT : ARRAY;
  }
}
