package io.signalfactory.contract.document;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.DatasetSelector;
import io.signalfactory.contract.ExpressionChecker;
import io.signalfactory.contract.Field;
import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.FieldSet;
import io.signalfactory.contract.FieldType;
import io.signalfactory.contract.Match;
import io.signalfactory.contract.QualityRule;
import io.signalfactory.contract.SchemaReference;
import io.signalfactory.contract.Slos;
import io.signalfactory.text.Shown;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The dialect {@code odcs/v1}, our own: {@code kind}, {@code metadata} and {@code spec}. */
final class OdcsV1 implements Dialect {

  static final String API_VERSION = "odcs/v1";
  static final String KIND = "DataContract";

  private static final int MAX_VERSION = 64;

  /** Longer header values are not read. */
  private static final int MAX_HEADER = 256;

  /** A JSON number without exponent, which is compared as it is written. */
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");

  private final ExpressionChecker checker;

  /**
   * @param checker checks the conditions of quality rules
   */
  OdcsV1(ExpressionChecker checker) {
    this.checker = checker;
  }

  @Override
  public boolean includes(String apiVersion) {
    return apiVersion.equals(API_VERSION);
  }

  @Override
  public Reading read(DocumentNode root, SourceText text, Problems problems) {
    return new Reading(
        contract(root, text, problems),
        root.placeOf("spec", "dataset", "urn"),
        root.placeOf("spec", "dataset", "topic"));
  }

  private @Nullable Contract contract(DocumentNode root, SourceText text, Problems problems) {
    Section top =
        Section.open("contract", root, problems, "apiVersion", "kind", "metadata", "spec");
    if (top == null) {
      return null;
    }
    top.requiredName("apiVersion");
    checkKind(top);
    Metadata metadata = metadata(top);
    Section spec = top.requiredSection("spec", "dataset", "schema", "fields", "quality", "slos");
    if (spec == null) {
      return null;
    }
    DatasetSelector dataset = OdcsV1Dataset.read(spec);
    SchemaReference schema = OdcsV1Schema.read(spec);
    OdcsV1Fields.Declared fields = OdcsV1Fields.read(spec);
    checkEventTime(dataset, fields.fields(), root, problems);
    checkMatch(dataset, fields.fields(), root, problems);
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
    // For people who read the document: only checked, never used.
    section.optionalProse("description");
    return name == null || version == null || owner == null || tier == null
        ? null
        : new Metadata(name, version, owner, tier.intValue());
  }

  /** Reports a match that no record could fulfil. */
  private static void checkMatch(
      @Nullable DatasetSelector dataset, FieldSet fields, DocumentNode root, Problems problems) {
    Match match = dataset == null ? null : dataset.match();
    String why = null;
    if (match instanceof Match.ByHeader byHeader) {
      why = whyNoHeaderEquals(byHeader.equalTo());
    } else if (match instanceof Match.ByField byField) {
      why =
          fields
              .find(byField.field())
              .map(field -> whyNoValueEquals(field, byField.equalTo()))
              .orElse(null);
    }
    if (why != null) {
      problems.add(root.placeOf("spec", "dataset", "match", "equals"), why);
    }
  }

  private static @Nullable String whyNoHeaderEquals(String text) {
    if (!text.equals(text.strip())) {
      return "no header matches 'equals', as white space around its value is left out: remove it";
    }
    return text.getBytes(StandardCharsets.UTF_8).length > MAX_HEADER
        ? "no header matches 'equals', as longer values than %d bytes are not read: shorten it"
            .formatted(MAX_HEADER)
        : null;
  }

  private static @Nullable String whyNoValueEquals(Field field, String text) {
    boolean possible =
        switch (field.type()) {
          case OBJECT, ARRAY -> false;
          case BOOLEAN -> text.equals("true") || text.equals("false");
          case INTEGER, NUMBER -> NUMBER.matcher(text).matches();
          case STRING, TIMESTAMP, DATE -> true;
        };
    return possible
        ? null
        : "no record matches: the field '%s' is %s, and 'equals' compares with '%s'"
            .formatted(field.path(), field.type().label(), Shown.of(text, 40));
  }

  private static void checkEventTime(
      @Nullable DatasetSelector dataset, FieldSet fields, DocumentNode root, Problems problems) {
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
