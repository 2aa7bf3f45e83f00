package io.signalfactory.contract.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text that a document was read from; finds places inside single values. */
final class SourceText {

  private final List<String> lines;

  SourceText(String text) {
    this.lines = text.lines().toList();
  }

  /**
   * Translates a place within a single value into a place in the document.
   *
   * @param line the line within the value, from 1
   * @param column the column within the value, from 1
   * @return null unless the value is one line of the document, without escapes
   */
  @Nullable Place within(DocumentNode.Scalar scalar, int line, int column) {
    Place start = scalar.place();
    if (line != 1 || start.line() > lines.size()) {
      return null;
    }
    String sourceLine = lines.get(start.line() - 1);
    int skipped = start.column() - 1 + (scalar.quoted() ? 1 : 0);
    if (skipped > sourceLine.codePointCount(0, sourceLine.length())) {
      return null;
    }
    int offset = sourceLine.offsetByCodePoints(0, skipped);
    return sourceLine.startsWith(scalar.text(), offset)
        ? new Place(start.line(), skipped + column)
        : null;
  }
}
