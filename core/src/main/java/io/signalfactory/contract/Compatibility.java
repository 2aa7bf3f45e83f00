package io.signalfactory.contract;

import io.signalfactory.text.Shown;
import io.signalfactory.time.TimeFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares one version of a contract with the next and finds the changes that break producers or
 * readers: an event that fits the older version could fail the newer one or no longer belong to the
 * dataset, or a field that readers were promised is no longer promised. Rules and service levels
 * may change freely, because they judge data and do not shape it. Compatible schemas are the
 * business of the schema registry.
 */
public final class Compatibility {

  private final Contract older;
  private final Contract newer;
  private final List<Change> changes = new ArrayList<>();

  private Compatibility(Contract older, Contract newer) {
    this.older = older;
    this.newer = newer;
  }

  /**
   * One difference.
   *
   * @param breaking whether producers or readers that follow the older version may fail
   * @param message a sentence for people: what changes and, if it is breaking, what to do instead
   */
  public record Change(boolean breaking, String message) {}

  /**
   * Compares two versions of a contract.
   *
   * @return every difference, in the order of the document; empty if there is none
   */
  public static List<Change> compare(Contract older, Contract newer) {
    if (older.equals(newer)) {
      return List.of();
    }
    Compatibility comparison = new Compatibility(older, newer);
    comparison.compareMetadata();
    comparison.compareDataset();
    comparison.compareFields();
    comparison.compareRules();
    comparison.compareSlos();
    return List.copyOf(comparison.changes);
  }

  private void breaking(String message) {
    changes.add(new Change(true, message));
  }

  private void compatible(String message) {
    changes.add(new Change(false, message));
  }

  private void compatibleIfDifferent(String what, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      compatible("%s changes from %s to %s".formatted(what, shown(before), shown(after)));
    }
  }

  private static String shown(@Nullable Object value) {
    return value == null ? "none" : Shown.of(value.toString(), 80);
  }

  private void compareMetadata() {
    compatibleIfDifferent("the name", older.name(), newer.name());
    if (older.version().equals(newer.version())) {
      breaking(
          "the contract changes but keeps its version %s: give it a new version"
              .formatted(shown(older.version())));
    } else if (VersionOrder.isEarlier(newer.version(), older.version())) {
      breaking(
          "the version goes back from %s to %s: give it a higher one"
              .formatted(shown(older.version()), shown(newer.version())));
    } else {
      compatibleIfDifferent("the version", older.version(), newer.version());
    }
    compatibleIfDifferent("the owner", older.owner(), newer.owner());
    compatibleIfDifferent("the tier", older.tier(), newer.tier());
  }

  private void compareDataset() {
    DatasetSelector before = older.dataset();
    DatasetSelector after = newer.dataset();
    breakingIfDifferent("the URN", before.urn(), after.urn(), "make it a contract of its own");
    breakingIfDifferent(
        "the topic", before.topic(), after.topic(), "make a new dataset for the new topic");
    breakingIfDifferent(
        "the match",
        match(before.match()),
        match(after.match()),
        "records that belonged to the dataset would no longer, or others would");
    compatibleIfDifferent("the event time field", before.eventTime(), after.eventTime());
    compatibleIfDifferent("the producer", before.producer(), after.producer());
    compatibleIfDifferent(
        "the tolerance for event times in the future (seconds)",
        before.futureTolerance().toSeconds(),
        after.futureTolerance().toSeconds());
    compatibleIfDifferent(
        "the retention of late events (hours)",
        before.lateRetention().toHours(),
        after.lateRetention().toHours());
    compatibleIfDifferent(
        "the grace of an hour (seconds)", before.grace().toSeconds(), after.grace().toSeconds());
    compatibleIfDifferent(
        "the schema registry", older.schema().registry(), newer.schema().registry());
    compatibleIfDifferent("the schema subject", older.schema().subject(), newer.schema().subject());
    compatibleIfDifferent(
        "the schema compatibility", older.schema().compatibility(), newer.schema().compatibility());
  }

  private void breakingIfDifferent(
      String what, @Nullable Object before, @Nullable Object after, String remedy) {
    if (!Objects.equals(before, after)) {
      breaking("%s changes from %s to %s: %s".formatted(what, shown(before), shown(after), remedy));
    }
  }

  private static @Nullable String match(@Nullable Match match) {
    if (match instanceof Match.ByField byField) {
      return "field %s = '%s'".formatted(byField.field(), byField.equalTo());
    }
    return match instanceof Match.ByHeader byHeader
        ? "header %s = '%s'".formatted(byHeader.header(), byHeader.equalTo())
        : null;
  }

  private void compareFields() {
    FieldSet.Additional before = older.fields().additional();
    FieldSet.Additional after = newer.fields().additional();
    if (after.compareTo(before) > 0) {
      breaking(
          "fields that the contract does not list were %s and now %s: declare them first"
              .formatted(
                  before == FieldSet.Additional.ALLOW ? "allowed" : "warned of",
                  after == FieldSet.Additional.WARN ? "warn" : "fail"));
    } else {
      compatibleIfDifferent("what other fields mean", before, after);
    }
    for (Field field : older.fields().declared()) {
      newer
          .fields()
          .find(field.path())
          .ifPresentOrElse(changed -> compareField(field, changed), () -> dropped(field));
    }
    newer.fields().declared().stream()
        .filter(field -> older.fields().find(field.path()).isEmpty())
        .forEach(this::added);
  }

  private void dropped(Field field) {
    if (field.required()) {
      breaking(
          "the required field '%s' is dropped: keep it, or deprecate it with its readers first"
              .formatted(field.path()));
    } else if (newer.fields().additional() == FieldSet.Additional.FORBID) {
      breaking(
          "the optional field '%s' is dropped while other fields are forbidden: events that have"
                  .formatted(field.path())
              + " it would fail");
    } else {
      compatible("the optional field '%s' is dropped".formatted(field.path()));
    }
  }

  private void added(Field field) {
    if (field.required()) {
      breaking(
          "the required field '%s' is new: make it optional until every producer sends it"
              .formatted(field.path()));
    } else {
      compatible(
          "the optional field '%s' (%s) is new".formatted(field.path(), field.type().label()));
    }
  }

  private void compareField(Field before, Field after) {
    FieldPath path = before.path();
    if (before.type() != after.type() || before.format() != after.format()) {
      String change =
          "the type of '%s' changes from %s to %s".formatted(path, type(before), type(after));
      if (widens(before, after)) {
        compatible(change);
      } else {
        breaking(change + ": add a field of the new type beside it");
      }
    }
    if (!before.required() && after.required()) {
      breaking(
          "the optional field '%s' becomes required: wait until every producer sends it"
              .formatted(path));
    }
    if (before.required() && !after.required()) {
      breaking("the required field '%s' becomes optional: its readers count on it".formatted(path));
    }
    if (before.nullable() && !after.nullable()) {
      breaking("the field '%s' may no longer be null: let it stay nullable".formatted(path));
    } else if (!before.nullable() && after.nullable()) {
      compatible("the field '%s' may be null now".formatted(path));
    }
    compatibleIfDifferent(
        "whether '%s' is personal data".formatted(path), before.pii(), after.pii());
    if (!Objects.equals(before.description(), after.description())) {
      compatible("the description of '%s' changes".formatted(path));
    }
  }

  private static String type(Field field) {
    return field.type() == FieldType.TIMESTAMP
        ? field.type().label() + " (" + field.format().label() + ")"
        : field.type().label();
  }

  /** Whether every value of the older type is one of the newer. */
  private static boolean widens(Field before, Field after) {
    return switch (after.type()) {
      case NUMBER ->
          before.type() == FieldType.INTEGER
              || (before.type() == FieldType.TIMESTAMP && before.format() != TimeFormat.RFC3339);
      case STRING ->
          before.type() == FieldType.DATE
              || (before.type() == FieldType.TIMESTAMP && before.format() == TimeFormat.RFC3339);
      default -> false;
    };
  }

  private void compareRules() {
    Map<String, QualityRule> before = byName(older.rules());
    Map<String, QualityRule> after = byName(newer.rules());
    for (QualityRule rule : older.rules()) {
      QualityRule changed = after.get(rule.name());
      if (changed == null) {
        compatible("the rule '%s' is dropped".formatted(shown(rule.name())));
      } else if (!changed.equals(rule)) {
        compatible("the rule '%s' changes".formatted(shown(rule.name())));
      }
    }
    newer.rules().stream()
        .filter(rule -> !before.containsKey(rule.name()))
        .forEach(rule -> compatible("the rule '%s' is new".formatted(shown(rule.name()))));
    if (before.equals(after) && !older.rules().equals(newer.rules())) {
      compatible("the rules come in another order");
    }
  }

  private static Map<String, QualityRule> byName(List<QualityRule> rules) {
    return rules.stream().collect(Collectors.toMap(QualityRule::name, rule -> rule));
  }

  private void compareSlos() {
    Slos before = older.slos();
    Slos after = newer.slos();
    slo("freshness", before.freshness(), after.freshness());
    compareConsumers(before.consumers(), after.consumers());
    slo("volume", before.volume(), after.volume());
    slo("compliance", before.compliance(), after.compliance());
    slo("quality", before.quality(), after.quality());
  }

  private void slo(String signal, @Nullable Record before, @Nullable Record after) {
    if (!Objects.equals(before, after)) {
      compatible("the SLO for %s %s".formatted(signal, verb(before == null, after == null)));
    }
  }

  private void compareConsumers(
      List<Slos.ConsumerFreshness> before, List<Slos.ConsumerFreshness> after) {
    Map<String, Slos.ConsumerFreshness> old = new HashMap<>();
    before.forEach(consumer -> old.put(consumer.consumer(), consumer));
    for (Slos.ConsumerFreshness consumer : after) {
      Slos.ConsumerFreshness previous = old.remove(consumer.consumer());
      if (!consumer.equals(previous)) {
        compatible(
            "the SLO for the consumer '%s' %s"
                .formatted(shown(consumer.consumer()), verb(previous == null, false)));
      }
    }
    before.stream()
        .map(Slos.ConsumerFreshness::consumer)
        .filter(old::containsKey)
        .forEach(
            consumer ->
                compatible("the SLO for the consumer '%s' is dropped".formatted(shown(consumer))));
    boolean sameButForOrder = before.size() == after.size() && after.containsAll(before);
    if (sameButForOrder && !before.equals(after)) {
      compatible("the consumers come in another order");
    }
  }

  private static String verb(boolean isNew, boolean isGone) {
    if (isNew) {
      return "is new";
    }
    return isGone ? "is dropped" : "changes";
  }
}
