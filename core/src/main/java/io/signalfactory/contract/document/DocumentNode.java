package io.signalfactory.contract.document;

import io.signalfactory.text.Shown;
import java.util.List;
import java.util.Optional;

/** A part of a YAML or JSON document, with its place. */
sealed interface DocumentNode {

  /** Where it begins; if a YAML alias refers to it, where its anchor is. */
  Place place();

  /** Where the value at {@code path} is; if it is missing, where its nearest existing parent is. */
  default Place placeOf(String... path) {
    DocumentNode node = this;
    for (String key : path) {
      Optional<DocumentNode> value =
          node instanceof Mapping mapping ? mapping.find(key) : Optional.empty();
      if (value.isEmpty()) {
        break;
      }
      node = value.get();
    }
    return node.place();
  }

  /** What it is, for messages: {@code text 'abc'}. */
  String describe();

  /** Keys and values in the order of the document; the same key can be there twice. */
  record Mapping(Place place, List<KeyValue> members) implements DocumentNode {
    @Override
    public String describe() {
      return "a mapping";
    }

    /** The first value with that key. */
    Optional<DocumentNode> find(String key) {
      return members.stream()
          .filter(member -> member.key().text().equals(key))
          .map(KeyValue::value)
          .findFirst();
    }
  }

  /** A key and its value. */
  record KeyValue(Scalar key, DocumentNode value) {}

  record Sequence(Place place, List<DocumentNode> items) implements DocumentNode {
    @Override
    public String describe() {
      return "a list";
    }
  }

  /**
   * A single value.
   *
   * @param text as written, without quotes and escapes
   * @param quoted whether it is written with quotes, so that its text begins one character after
   *     its place
   */
  record Scalar(Place place, ScalarKind kind, String text, boolean quoted) implements DocumentNode {

    private static final int MAX_SHOWN = 40;

    @Override
    public String describe() {
      return switch (kind) {
        case EMPTY -> "empty";
        case BOOLEAN -> "the boolean " + text;
        case WHOLE_NUMBER, NUMBER -> "the number " + shown();
        case TEXT -> text.isBlank() ? "blank text" : "text '" + shown() + "'";
      };
    }

    private String shown() {
      return Shown.of(text, MAX_SHOWN);
    }
  }
}
