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
 * Compares one version of a contract with the next, from both sides. A change breaks producers if
 * an event that fits the older version could fail the newer one or no longer belong to the dataset.
 * It breaks readers if a field that they were promised may be missing, null or of another type.
 *
 * <p>A change can also loosen what readers were promised, or tighten what is demanded of producers,
 * without breaking those who follow the older version: a wider type of number, a lower rate, a new
 * rule. Rules and service levels judge data and do not shape it, so they may change; but what they
 * do to whom is said, see {@link Effect}. Compatible schemas are the business of the schema
 * registry.
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
   * @param effect what it does to the two sides
   * @param message a sentence for people: what changes and, if it is breaking, what to do instead
   */
  public record Change(boolean breaking, Effect effect, String message) {

    /** The message, and in parentheses the effect if there is one. */
    public String sentence() {
      return effect == Effect.NONE ? message : message + " (" + effect.label() + ")";
    }
  }

  /** What a change does to those who follow the older version. */
  public enum Effect {
    NONE("", false, false),
    LOOSENS("loosens the promise to readers", true, false),
    TIGHTENS("tightens the demand on producers", false, true),
    BOTH("loosens the promise to readers and tightens the demand on producers", true, true);

    private final String label;
    private final boolean loosensPromise;
    private final boolean tightensDemand;

    Effect(String label, boolean loosensPromise, boolean tightensDemand) {
      this.label = label;
      this.loosensPromise = loosensPromise;
      this.tightensDemand = tightensDemand;
    }

    /** The effect in words; empty for {@link #NONE}. */
    public String label() {
      return label;
    }

    /** Whether readers may get what they were promised not to get. */
    public boolean loosensPromise() {
      return loosensPromise;
    }

    /** Whether producers have to do what they did not have to do. */
    public boolean tightensDemand() {
      return tightensDemand;
    }

    private static Effect of(boolean loosens, boolean tightens) {
      if (loosens) {
        return tightens ? BOTH : LOOSENS;
      }
      return tightens ? TIGHTENS : NONE;
    }
  }

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

  private void breaking(Effect effect, String message) {
    changes.add(new Change(true, effect, message));
  }

  private void compatible(Effect effect, String message) {
    changes.add(new Change(false, effect, message));
  }

  private void compatibleIfDifferent(String what, @Nullable Object before, @Nullable Object after) {
    compatibleIfDifferent(Effect.NONE, what, before, after);
  }

  private void compatibleIfDifferent(
      Effect effect, String what, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      compatible(effect, "%s changes from %s to %s".formatted(what, shown(before), shown(after)));
    }
  }

  private static String shown(@Nullable Object value) {
    return value == null ? "none" : Shown.of(value.toString(), 80);
  }

  private void compareMetadata() {
    compatibleIfDifferent("the name", older.name(), newer.name());
    if (older.version().equals(newer.version())) {
      breaking(
          Effect.NONE,
          "the contract changes but keeps its version %s: give it a new version"
              .formatted(shown(older.version())));
    } else if (VersionOrder.isEarlier(newer.version(), older.version())) {
      breaking(
          Effect.NONE,
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
        byOrder(
            before.futureTolerance().toSeconds(),
            after.futureTolerance().toSeconds(),
            Effect.LOOSENS,
            Effect.TIGHTENS),
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
    compatibleIfDifferent("the schema version", older.schema().version(), newer.schema().version());
    compatibleIfDifferent(
        "the schema compatibility", older.schema().compatibility(), newer.schema().compatibility());
  }

  private void breakingIfDifferent(
      String what, @Nullable Object before, @Nullable Object after, String remedy) {
    if (!Objects.equals(before, after)) {
      breaking(
          Effect.BOTH,
          "%s changes from %s to %s: %s".formatted(what, shown(before), shown(after), remedy));
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
          Effect.TIGHTENS,
          "fields that the contract does not list were %s and now %s: declare them first"
              .formatted(
                  before == FieldSet.Additional.ALLOW ? "allowed" : "warned of",
                  after == FieldSet.Additional.WARN ? "warn" : "fail"));
    } else {
      compatibleIfDifferent(Effect.LOOSENS, "what other fields mean", before, after);
    }
    for (Field field : older.fields().declared()) {
      newer
          .fields()
          .findExactly(field.path())
          .ifPresentOrElse(changed -> compareField(field, changed), () -> dropped(field));
    }
    newer.fields().declared().stream()
        .filter(field -> older.fields().findExactly(field.path()).isEmpty())
        .forEach(this::added);
  }

  private void dropped(Field field) {
    if (field.required()) {
      breaking(
          Effect.LOOSENS,
          "the required field '%s' is dropped: keep it, or deprecate it with its readers first"
              .formatted(field.path()));
    } else if (newer.fields().additional() == FieldSet.Additional.FORBID) {
      breaking(
          Effect.BOTH,
          "the optional field '%s' is dropped while other fields are forbidden: events that have"
                  .formatted(field.path())
              + " it would fail");
    } else {
      compatible(Effect.LOOSENS, "the optional field '%s' is dropped".formatted(field.path()));
    }
  }

  private void added(Field field) {
    if (field.required()) {
      breaking(
          Effect.TIGHTENS,
          "the required field '%s' is new: make it optional until every producer sends it"
              .formatted(field.path()));
    } else if (older.fields().additional() == FieldSet.Additional.FORBID) {
      compatible(
          Effect.LOOSENS,
          "the optional field '%s' (%s) is new".formatted(field.path(), field.type().label()));
    } else {
      // Nobody was told which type it has, and events may already have it with another one.
      compatible(
          Effect.TIGHTENS,
          "the optional field '%s' (%s) is new: events that have it with another type would fail"
              .formatted(field.path(), field.type().label()));
    }
  }

  private void compareField(Field before, Field after) {
    FieldPath path = before.path();
    if (before.type() != after.type() || before.format() != after.format()) {
      String change =
          "the type of '%s' changes from %s to %s".formatted(path, type(before), type(after));
      if (widens(before, after)) {
        compatible(
            Effect.LOOSENS, change + ": readers get values that they were promised not to get");
      } else if (widens(after, before)) {
        breaking(Effect.TIGHTENS, change + ": add a field of the new type beside it");
      } else {
        breaking(Effect.BOTH, change + ": add a field of the new type beside it");
      }
    }
    if (!before.required() && after.required()) {
      breaking(
          Effect.TIGHTENS,
          "the optional field '%s' becomes required: wait until every producer sends it"
              .formatted(path));
    }
    if (before.required() && !after.required()) {
      breaking(
          Effect.LOOSENS,
          "the required field '%s' becomes optional: its readers count on it".formatted(path));
    }
    if (before.nullable() && !after.nullable()) {
      breaking(
          Effect.TIGHTENS,
          "the field '%s' may no longer be null: let it stay nullable".formatted(path));
    } else if (!before.nullable() && after.nullable()) {
      if (before.required()) {
        breaking(
            Effect.LOOSENS,
            "the required field '%s' may be null now: its readers count on a value"
                .formatted(path));
      } else {
        compatible(Effect.LOOSENS, "the field '%s' may be null now".formatted(path));
      }
    }
    compatibleIfDifferent(
        "whether '%s' is personal data".formatted(path), before.pii(), after.pii());
    if (!Objects.equals(before.description(), after.description())) {
      compatible(Effect.NONE, "the description of '%s' changes".formatted(path));
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
        compatible(Effect.LOOSENS, "the rule '%s' is dropped".formatted(shown(rule.name())));
      } else if (!changed.equals(rule)) {
        compatible(changeOf(rule, changed), "the rule '%s' changes".formatted(shown(rule.name())));
      }
    }
    newer.rules().stream()
        .filter(rule -> !before.containsKey(rule.name()))
        .forEach(
            rule ->
                compatible(Effect.TIGHTENS, "the rule '%s' is new".formatted(shown(rule.name()))));
    if (before.equals(after) && !older.rules().equals(newer.rules())) {
      compatible(Effect.NONE, "the rules come in another order");
    }
  }

  /** Whether a condition is stricter than another cannot be told, so it may be both. */
  private static Effect changeOf(QualityRule before, QualityRule after) {
    if (before instanceof QualityRule.Unique old
        && after instanceof QualityRule.Unique changed
        && old.fields().equals(changed.fields())
        && old.scope() == changed.scope()
        && old.severity() == changed.severity()) {
      return byOrder(
          old.within().toMillis(), changed.within().toMillis(), Effect.TIGHTENS, Effect.LOOSENS);
    }
    return Effect.BOTH;
  }

  private static <T extends Comparable<T>> Effect byOrder(
      T before, T after, Effect ifHigher, Effect ifLower) {
    int order = after.compareTo(before);
    if (order == 0) {
      return Effect.NONE;
    }
    return order > 0 ? ifHigher : ifLower;
  }

  private static Map<String, QualityRule> byName(List<QualityRule> rules) {
    return rules.stream().collect(Collectors.toMap(QualityRule::name, rule -> rule));
  }

  private void compareSlos() {
    Slos before = older.slos();
    Slos after = newer.slos();
    slo("freshness", before.freshness(), after.freshness(), Compatibility::freshness);
    compareConsumers(before.consumers(), after.consumers());
    slo("volume", before.volume(), after.volume(), Compatibility::volume);
    slo(
        "compliance",
        before.compliance(),
        after.compliance(),
        (old, changed) -> rate(old.minRate(), changed.minRate()));
    slo(
        "quality",
        before.quality(),
        after.quality(),
        (old, changed) -> rate(old.minRate(), changed.minRate()));
  }

  private <T extends Record> void slo(
      String signal, @Nullable T before, @Nullable T after, Verdict<T> effect) {
    if (Objects.equals(before, after)) {
      return;
    }
    String message = "the SLO for %s %s".formatted(signal, verb(before == null, after == null));
    if (before == null) {
      compatible(Effect.TIGHTENS, message);
    } else if (after == null) {
      compatible(Effect.LOOSENS, message);
    } else {
      compatible(effect.of(before, after), message);
    }
  }

  /** What a change from one service level to another does. */
  @FunctionalInterface
  private interface Verdict<T> {
    Effect of(T before, T after);
  }

  private static Effect freshness(Slos.Freshness before, Slos.Freshness after) {
    return byOrder(before.maxDelay(), after.maxDelay(), Effect.LOOSENS, Effect.TIGHTENS);
  }

  private static Effect rate(double before, double after) {
    return byOrder(before, after, Effect.TIGHTENS, Effect.LOOSENS);
  }

  private static Effect volume(Slos.Volume before, Slos.Volume after) {
    Effect least =
        byOrder(
            before.minEventsPerHour() == null ? 0L : before.minEventsPerHour(),
            after.minEventsPerHour() == null ? 0L : after.minEventsPerHour(),
            Effect.TIGHTENS,
            Effect.LOOSENS);
    Effect most =
        byOrder(
            before.maxEventsPerHour() == null ? Long.MAX_VALUE : before.maxEventsPerHour(),
            after.maxEventsPerHour() == null ? Long.MAX_VALUE : after.maxEventsPerHour(),
            Effect.LOOSENS,
            Effect.TIGHTENS);
    return Effect.of(
        least.loosensPromise() || most.loosensPromise(),
        least.tightensDemand() || most.tightensDemand());
  }

  private void compareConsumers(
      List<Slos.ConsumerFreshness> before, List<Slos.ConsumerFreshness> after) {
    Map<String, Slos.ConsumerFreshness> old = new HashMap<>();
    before.forEach(consumer -> old.put(consumer.consumer(), consumer));
    for (Slos.ConsumerFreshness consumer : after) {
      Slos.ConsumerFreshness previous = old.remove(consumer.consumer());
      if (!consumer.equals(previous)) {
        compatible(
            previous == null
                ? Effect.TIGHTENS
                : byOrder(
                    previous.maxDelay().toSeconds(),
                    consumer.maxDelay().toSeconds(),
                    Effect.LOOSENS,
                    Effect.TIGHTENS),
            "the SLO for the consumer '%s' %s"
                .formatted(shown(consumer.consumer()), verb(previous == null, false)));
      }
    }
    before.stream()
        .map(Slos.ConsumerFreshness::consumer)
        .filter(old::containsKey)
        .forEach(
            consumer ->
                compatible(
                    Effect.LOOSENS,
                    "the SLO for the consumer '%s' is dropped".formatted(shown(consumer))));
    boolean sameButForOrder = before.size() == after.size() && after.containsAll(before);
    if (sameButForOrder && !before.equals(after)) {
      compatible(Effect.NONE, "the consumers come in another order");
    }
  }

  private static String verb(boolean isNew, boolean isGone) {
    if (isNew) {
      return "is new";
    }
    return isGone ? "is dropped" : "changes";
  }
}
