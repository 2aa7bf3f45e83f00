package io.signalfactory.contract.document;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.DatasetSelector;
import io.signalfactory.contract.ExpressionChecker;
import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.FieldSet;
import io.signalfactory.contract.FieldType;
import io.signalfactory.contract.QualityRule;
import io.signalfactory.contract.SchemaReference;
import io.signalfactory.contract.Slos;
import io.signalfactory.text.Shown;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one document of the dialect {@code odcs/v1}, collecting its mistakes. */
final class OdcsV1 {

  static final String API_VERSION = "odcs/v1";
  static final String KIND = "DataContract";

  private static final int MAX_VERSION = 64;

  private final String source;
  private final SourceText text;
  private final ExpressionChecker checker;
  private final Problems problems;

  OdcsV1(String source, SourceText text, ExpressionChecker checker) {
    this.source = source;
    this.text = text;
    this.checker = checker;
    this.problems = new Problems(source);
  }

  LocatedDocument read(DocumentNode root) {
    Optional<String> foreign =
        root instanceof DocumentNode.Mapping mapping
            ? mapping.find("apiVersion").flatMap(OdcsV1::foreignDialect)
            : Optional.empty();
    if (foreign.isPresent()) {
      return LocatedDocument.refused(source, root.placeOf("apiVersion"), foreign.get());
    }
    Contract contract = contract(root);
    return new LocatedDocument(
        source,
        problems.count() == 0
            ? new ContractDocument(contract, List.of())
            : new ContractDocument(null, problems.inOrder()),
        root.place(),
        root.placeOf("spec", "dataset", "urn"),
        root.placeOf("spec", "dataset", "topic"));
  }

  /** Why a document of another dialect is refused: its other mistakes would only mislead. */
  private static Optional<String> foreignDialect(DocumentNode version) {
    if (!(version instanceof DocumentNode.Scalar scalar)
        || scalar.kind() == DocumentNode.Kind.EMPTY
        || scalar.text().equals(API_VERSION)) {
      return Optional.empty();
    }
    return Optional.of(
        scalar.text().startsWith("v3")
            ? "apiVersion '%s' is the Open Data Contract Standard, which is not supported yet:"
                    .formatted(Shown.of(scalar.text(), 40))
                + " write the contract in the dialect '%s'".formatted(API_VERSION)
            : "'apiVersion' must be '%s', is %s".formatted(API_VERSION, scalar.describe()));
  }

  private @Nullable Contract contract(DocumentNode root) {
    Section top =
        Section.open("contract", root, problems, "apiVersion", "kind", "metadata", "spec");
    if (top == null) {
      return null;
    }
    top.requiredName("apiVersion");
    checkKind(top);
    Metadata metadata = metadata(top);
    Section spec = top.requiredSection("spec", "dataset", "schema", "fields", "quality", "slos");
    return spec == null ? null : contract(metadata, spec, root);
  }

  private static void checkKind(Section top) {
    String kind = top.requiredName("kind");
    if (kind != null && !kind.equals(KIND)) {
      top.refuse("kind", "'kind' must be '%s', is '%s'".formatted(KIND, Shown.of(kind, 40)));
    }
  }

  private record Metadata(String name, String version, String owner, int tier) {}

  private static @Nullable Metadata metadata(Section top) {
    Section section =
        top.requiredSection("metadata", "name", "version", "owner", "tier", "description");
    if (section == null) {
      return null;
    }
    String name = section.requiredName("name");
    String version = section.requiredLiteral("version");
    if (version != null && version.length() > MAX_VERSION) {
      section.refuse("version", "'version' must be at most %d characters".formatted(MAX_VERSION));
    }
    String owner = section.requiredName("owner");
    Long tier = section.requiredWhole("tier", 1, 3);
    // For people who read the document; nothing depends on it.
    section.optionalProse("description");
    return name == null || version == null || owner == null || tier == null
        ? null
        : new Metadata(name, version, owner, tier.intValue());
  }

  private @Nullable Contract contract(
      @Nullable Metadata metadata, Section spec, DocumentNode root) {
    DatasetSelector dataset = OdcsV1Dataset.read(spec);
    SchemaReference schema = OdcsV1Schema.read(spec);
    OdcsV1Fields.Result fields = OdcsV1Fields.read(spec);
    checkEventTime(dataset, fields.fields(), root);
    List<QualityRule> rules = new OdcsV1Rules(fields, checker, text).read(spec);
    Slos slos = OdcsV1Slos.read(spec);
    if (metadata == null || dataset == null) {
      return null;
    }
    return new Contract(
        metadata.name,
        metadata.version,
        metadata.owner,
        metadata.tier,
        dataset,
        schema,
        fields.fields(),
        rules,
        slos);
  }

  private void checkEventTime(
      @Nullable DatasetSelector dataset, FieldSet fields, DocumentNode root) {
    FieldPath path = dataset == null ? null : dataset.eventTime();
    if (path == null) {
      return;
    }
    fields
        .find(path)
        .filter(field -> field.type() != FieldType.TIMESTAMP)
        .ifPresent(
            field ->
                problems.add(
                    root.placeOf("spec", "dataset", "eventTime"),
                    "'eventTime' names the field '%s', which is %s: give that the type timestamp"
                        .formatted(path, field.type().label())));
  }
}
