package io.signalfactory.contract.document;

import io.signalfactory.text.Shown;
import java.util.List;
import java.util.Optional;

/** What a YAML or JSON document says, with the place of each part. */
sealed interface DocumentNode {

  /** Where it begins; for what an alias stands for, where the anchor stands. */
  Place place();

  /** Where the value at {@code path} is, or of the deepest part of the path that is there. */
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

  /** What a value is, for messages: {@code text 'abc'}. */
  String describe();

  /** Members in the order of the document; a key may come twice. */
  record Mapping(Place place, List<Member> members) implements DocumentNode {
    @Override
    public String describe() {
      return "a mapping";
    }

    /** The value of the first member of that name. */
    Optional<DocumentNode> find(String key) {
      return members.stream()
          .filter(member -> member.key().text().equals(key))
          .map(Member::value)
          .findFirst();
    }
  }

  /** A key and its value. */
  record Member(Scalar key, DocumentNode value) {}

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
   * @param quoted whether its text begins one character after its place
   */
  record Scalar(Place place, Kind kind, String text, boolean quoted) implements DocumentNode {

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

  enum Kind {
    EMPTY,
    BOOLEAN,
    WHOLE_NUMBER,
    NUMBER,
    TEXT
  }
}
