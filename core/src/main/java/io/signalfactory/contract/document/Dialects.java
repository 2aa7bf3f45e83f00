package io.signalfactory.contract.document;

import io.signalfactory.text.Shown;
import java.util.List;
import java.util.Optional;

/**
 * Reads each document by its dialect. A new dialect is a {@link Dialect} and an entry in {@link
 * ContractReader}'s list.
 */
final class Dialects {

  private final List<Dialect> dialects;

  /**
   * @param dialects at least one; the first also reads documents that do not name a dialect
   */
  Dialects(List<Dialect> dialects) {
    this.dialects = List.copyOf(dialects);
  }

  /**
   * Reads one document.
   *
   * @param source what the text came from
   * @param text the text that the document is part of
   * @param root the document
   */
  LocatedDocument read(String source, SourceText text, DocumentNode root) {
    Optional<DocumentNode.Scalar> apiVersion = apiVersion(root);
    Optional<Dialect> dialect =
        apiVersion.isEmpty() ? Optional.of(dialects.get(0)) : find(apiVersion.get().text());
    if (dialect.isEmpty()) {
      // Only this one mistake: by the rules of another dialect the others would only mislead.
      return LocatedDocument.refused(
          source, root.placeOf("apiVersion"), unknown(apiVersion.orElseThrow()));
    }
    Problems problems = new Problems(source);
    Dialect.Reading reading = dialect.get().read(root, text, problems);
    return new LocatedDocument(
        source,
        problems.count() == 0
            ? new ContractDocument(reading.contract(), List.of())
            : new ContractDocument(null, problems.inOrder()),
        root.place(),
        reading.urn(),
        reading.topic());
  }

  /** The value that names the dialect; empty if there is none, or if it cannot be a name. */
  private static Optional<DocumentNode.Scalar> apiVersion(DocumentNode root) {
    return root instanceof DocumentNode.Mapping mapping
        ? mapping
            .find("apiVersion")
            .filter(DocumentNode.Scalar.class::isInstance)
            .map(DocumentNode.Scalar.class::cast)
            .filter(scalar -> scalar.kind() != ScalarKind.EMPTY)
        : Optional.empty();
  }

  private Optional<Dialect> find(String apiVersion) {
    return dialects.stream().filter(dialect -> dialect.includes(apiVersion)).findFirst();
  }

  private static String unknown(DocumentNode.Scalar apiVersion) {
    return apiVersion.text().startsWith("v3")
        ? "apiVersion '%s' is the Open Data Contract Standard, which is not supported yet:"
                .formatted(Shown.of(apiVersion.text(), 40))
            + " write the contract in the dialect '%s'".formatted(OdcsV1.API_VERSION)
        : "'apiVersion' must be '%s', is %s".formatted(OdcsV1.API_VERSION, apiVersion.describe());
  }
}
