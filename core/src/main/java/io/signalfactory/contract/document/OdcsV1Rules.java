package io.signalfactory.contract.document;

import io.signalfactory.contract.ExpressionChecker;
import io.signalfactory.contract.Field;
import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.FieldType;
import io.signalfactory.contract.QualityRule;
import io.signalfactory.contract.QualityRule.Dimension;
import io.signalfactory.contract.QualityRule.Scope;
import io.signalfactory.contract.QualityRule.Severity;
import io.signalfactory.text.Nearest;
import io.signalfactory.text.Shown;
import io.signalfactory.time.TimeSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.quality}. */
final class OdcsV1Rules {

  private static final int MAX_RULES = 200;
  private static final int MAX_UNIQUE_FIELDS = 20;
  private static final Set<FieldType> COMPOSITE = Set.of(FieldType.OBJECT, FieldType.ARRAY);
  private static final Duration MAX_WITHIN = Duration.ofDays(35);

  private final OdcsV1Fields.Declared fields;
  private final ExpressionChecker checker;
  private final SourceText source;

  OdcsV1Rules(OdcsV1Fields.Declared fields, ExpressionChecker checker, SourceText source) {
    this.fields = fields;
    this.checker = checker;
    this.source = source;
  }

  List<QualityRule> read(Section spec) {
    Section quality = spec.optionalSection("quality", "rules");
    if (quality == null) {
      return List.of();
    }
    List<QualityRule> rules = new ArrayList<>();
    Map<String, Place> names = new HashMap<>();
    for (DocumentNode item : quality.items("rules", MAX_RULES)) {
      Section rule =
          quality.item(
              "rule",
              item,
              "name",
              "dimension",
              "severity",
              "expression",
              "nullFails",
              "unique",
              "within",
              "scope");
      if (rule != null) {
        QualityRule read = rule(rule, names);
        if (read != null) {
          rules.add(read);
        }
      }
    }
    return rules;
  }

  private @Nullable QualityRule rule(Section section, Map<String, Place> names) {
    String name = section.requiredName("name");
    Place first = name == null ? null : names.putIfAbsent(name, section.placeOf("name"));
    if (first != null) {
      section.refuse(
          "name",
          "two rules are named '%s', the first in line %d: give each a name of its own"
              .formatted(Shown.of(String.valueOf(name), 60), first.line()));
    }
    Dimension dimension = section.optionalChoice("dimension", Dimension.class);
    Severity chosen = section.optionalChoice("severity", Severity.class);
    Severity severity = chosen == null ? Severity.FAIL : chosen;
    if (section.has("expression") == section.has("unique")) {
      section
          .problems()
          .add(
              section.place(),
              "a rule needs either 'expression' or 'unique', this one has "
                  + (section.has("expression") ? "both" : "neither"));
      return null;
    }
    return section.has("expression")
        ? condition(section, name, dimension, severity)
        : unique(section, name, dimension, severity);
  }

  private QualityRule.@Nullable Condition condition(
      Section section, @Nullable String name, @Nullable Dimension dimension, Severity severity) {
    refuseMembers(section, "is for 'unique' rules only: remove it", "within", "scope");
    boolean nullFails = section.flag("nullFails", false);
    String expression = section.optionalProse("expression");
    if (expression == null) {
      return null;
    }
    checker
        .check(expression, fields.fields())
        .filter(mistake -> !maybeDueToBrokenField(expression))
        .ifPresent(mistake -> report(mistake, section, expression));
    return name == null
        ? null
        : new QualityRule.Condition(name, dimension, severity, expression, nullFails);
  }

  /** A field with a wrong declaration would be reported a second time here, as unknown. */
  private boolean maybeDueToBrokenField(String expression) {
    return fields.broken().stream()
        .anyMatch(
            path -> expression.contains(path.toString()) || expression.contains(path.plain()));
  }

  private void report(ExpressionChecker.Mistake mistake, Section section, String expression) {
    DocumentNode.Scalar scalar = (DocumentNode.Scalar) section.optional("expression");
    Place inside = scalar == null ? null : source.within(scalar, mistake.line(), mistake.column());
    if (inside != null) {
      section.problems().add(inside, mistake.message());
    } else if (expression.strip().indexOf('\n') < 0) {
      section.refuse("expression", "column %d: %s".formatted(mistake.column(), mistake.message()));
    } else {
      section.refuse(
          "expression",
          "line %d, column %d of the expression: %s"
              .formatted(mistake.line(), mistake.column(), mistake.message()));
    }
  }

  private QualityRule.@Nullable Unique unique(
      Section section, @Nullable String name, @Nullable Dimension dimension, Severity severity) {
    refuseMembers(section, "is for 'expression' rules only: remove it", "nullFails");
    List<FieldPath> paths = uniqueFields(section);
    Duration within = within(section);
    Scope scope = section.optionalChoice("scope", Scope.class);
    if (name == null || paths.isEmpty() || within == null) {
      return null;
    }
    return new QualityRule.Unique(
        name, dimension, severity, paths, within, scope == null ? Scope.PARTITION : scope);
  }

  private List<FieldPath> uniqueFields(Section section) {
    List<DocumentNode> items = section.items("unique", MAX_UNIQUE_FIELDS);
    if (items.isEmpty() && section.optional("unique") instanceof DocumentNode.Sequence) {
      section.refuse("unique", "'unique' must name at least one field");
    }
    Set<FieldPath> paths = new LinkedHashSet<>();
    for (DocumentNode item : items) {
      FieldPath written = section.path("unique", item);
      if (written == null) {
        continue;
      }
      FieldPath path = fields.declared(written);
      if (path == null) {
        section.problems().add(item.place(), unknownField(written));
      } else if (fields
          .fields()
          .find(path)
          .map(Field::type)
          .filter(COMPOSITE::contains)
          .isPresent()) {
        section
            .problems()
            .add(
                item.place(),
                "'%s' is an object or an array, and 'unique' compares single values: name its members"
                    .formatted(path));
      } else if (!paths.add(path)) {
        section
            .problems()
            .add(item.place(), "'unique' names the field '%s' twice: keep one".formatted(path));
      }
    }
    return List.copyOf(paths);
  }

  private String unknownField(FieldPath path) {
    String hint =
        Nearest.of(
                path.toString(),
                fields.places().keySet().stream().map(FieldPath::toString).sorted().toList())
            .map("did you mean '%s'?"::formatted)
            .orElse("declare it under 'fields', or name another");
    return "the contract has no field '%s': %s".formatted(Shown.of(path.toString(), 60), hint);
  }

  private @Nullable Duration within(Section section) {
    String text = section.requiredLiteral("within");
    if (text == null) {
      return null;
    }
    Duration within = TimeSpan.parse(text).orElse(Duration.ZERO);
    if (within.isZero() || within.compareTo(MAX_WITHIN) > 0) {
      section.refuse(
          "within",
          "'within' must be a time like 30s, 15m, 24h or 7d, at most %dd; is '%s'"
              .formatted(MAX_WITHIN.toDays(), Shown.of(text, 40)));
      return null;
    }
    return within;
  }

  private static void refuseMembers(Section section, String why, String... keys) {
    for (String key : keys) {
      if (section.has(key)) {
        section.refuse(key, "'%s' %s".formatted(key, why));
      }
    }
  }
}
