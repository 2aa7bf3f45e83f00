package io.signalfactory.contract.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text that a document was read from, to find places inside its scalars. */
final class SourceText {

  private final List<String> lines;

  SourceText(String text) {
    this.lines = text.lines().toList();
  }

  /**
   * Where a place within a scalar's text is in the document.
   *
   * @return null unless the text stands in the document, in one line, as it is
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
