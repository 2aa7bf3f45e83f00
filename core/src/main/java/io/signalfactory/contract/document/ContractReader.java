package io.signalfactory.contract.document;

import io.signalfactory.contract.ExpressionChecker;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads contracts written in YAML or JSON, in the dialect {@code odcs/v1}, and finds every mistake
 * in them. Thread-safe if its checker is.
 */
public final class ContractReader {

  /** The longest text that is read, in UTF-16 code units: 1 MiB. */
  public static final int MAX_LENGTH = 1 << 20;

  private static final int MAX_DOCUMENTS = 1_000;

  private final Dialects dialects;

  /**
   * @param checker checks the conditions of quality rules
   */
  public ContractReader(ExpressionChecker checker) {
    this(List.of(new OdcsV1(checker)));
  }

  /**
   * @param dialects at least one; the first also reads documents that do not name a dialect
   */
  ContractReader(List<Dialect> dialects) {
    this.dialects = new Dialects(dialects);
  }

  /**
   * Reads all documents of a text, separated by {@code ---}. Empty ones are skipped.
   *
   * @param source what the text came from, for the problems: the name of a file or topic
   * @param text YAML or JSON, at most {@link #MAX_LENGTH}
   * @return the documents in their order, at least one: text without any document, or that cannot
   *     be read to its end, gives one with that problem
   */
  public List<ContractDocument> read(String source, String text) {
    return readLocated(source, text).stream().map(LocatedDocument::document).toList();
  }

  /**
   * Reads all documents of a text as {@link #read} does, and refuses contracts that collide: two
   * for one dataset, or two that the same records belong to.
   */
  public List<ContractDocument> readTogether(String source, String text) {
    return Collisions.report(readLocated(source, text));
  }

  /**
   * Reads text that must contain exactly one document.
   *
   * @return the document; one with a problem if the text contains several
   */
  public ContractDocument readOne(String source, String text) {
    List<LocatedDocument> documents = readLocated(source, text);
    if (documents.size() == 1) {
      return documents.get(0).document();
    }
    return LocatedDocument.refused(
            source,
            documents.get(1).start(),
            "one contract is expected here, these are %d documents: give each separately"
                .formatted(documents.size()))
        .document();
  }

  List<LocatedDocument> readLocated(String source, String text) {
    if (text.length() > MAX_LENGTH) {
      return List.of(
          LocatedDocument.refused(
              source, Place.START, "longer than 1 MiB: put fewer contracts into one file"));
    }
    // Editors on some systems begin a file with a byte order mark.
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    List<LocatedDocument> documents = new ArrayList<>();
    try {
      readAll(source, content, documents);
    } catch (DocumentException e) {
      documents.add(LocatedDocument.refused(source, e.place(), String.valueOf(e.getMessage())));
    }
    if (documents.isEmpty()) {
      documents.add(
          LocatedDocument.refused(
              source,
              Place.START,
              "holds no contract: a contract begins with 'apiVersion: %s'"
                  .formatted(OdcsV1.API_VERSION)));
    }
    return documents;
  }

  private void readAll(String source, String content, List<LocatedDocument> documents)
      throws DocumentException {
    DocumentSequence roots = roots(content);
    SourceText lines = new SourceText(content);
    for (DocumentNode root = roots.next(); root != null; root = roots.next()) {
      if (root instanceof DocumentNode.Scalar scalar && scalar.kind() == ScalarKind.EMPTY) {
        continue;
      }
      if (documents.size() == MAX_DOCUMENTS) {
        throw new DocumentException(
            root.place(), "more than %d documents: use more files".formatted(MAX_DOCUMENTS));
      }
      documents.add(dialects.read(source, lines, root));
    }
  }

  @FunctionalInterface
  private interface DocumentSequence {
    /** The next document's content; null at the end. */
    @Nullable DocumentNode next() throws DocumentException;
  }

  private static DocumentSequence roots(String content) throws DocumentException {
    if (!JsonDocument.looksLike(content)) {
      return new YamlDocuments(content)::next;
    }
    try {
      return sequence(List.of(JsonDocument.read(content)));
    } catch (DocumentException notJson) {
      return sequence(bracketedYaml(content, notJson));
    }
  }

  /**
   * YAML can be written with JSON's brackets. Text that is neither is more likely meant as JSON, so
   * JSON's mistake is reported.
   */
  private static List<DocumentNode> bracketedYaml(String content, DocumentException notJson)
      throws DocumentException {
    try {
      List<DocumentNode> roots = new ArrayList<>();
      YamlDocuments yaml = new YamlDocuments(content);
      for (DocumentNode root = yaml.next(); root != null; root = yaml.next()) {
        roots.add(root);
      }
      return roots;
    } catch (DocumentException notYamlEither) {
      notJson.addSuppressed(notYamlEither);
      throw notJson;
    }
  }

  private static DocumentSequence sequence(List<DocumentNode> roots) {
    Iterator<DocumentNode> remaining = roots.iterator();
    return () -> remaining.hasNext() ? remaining.next() : null;
  }
}
