package io.signalfactory.contract;

import io.signalfactory.contract.document.ContractReader;
import io.signalfactory.time.TimeFormat;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generates contracts as {@link ContractReader} can read them. */
public final class ContractArbitraries {

  private ContractArbitraries() {}

  public static Arbitrary<Contract> contracts() {
    return Combinators.combine(
            names(),
            Arbitraries.oneOf(names().filter(name -> name.length() <= 64), Arbitraries.of("1.10")),
            names(),
            Arbitraries.integers().between(1, 3),
            datasets(),
            schemas(),
            fields(),
            slos())
        .as(
            (name, version, owner, tier, dataset, schema, fields, slos) ->
                new Contract(name, version, owner, tier, dataset, schema, fields, List.of(), slos))
        .flatMap(contract -> rules(contract.fields()).map(rules -> withRules(contract, rules)));
  }

  static Contract withRules(Contract contract, List<QualityRule> rules) {
    return new Contract(
        contract.name(),
        contract.version(),
        contract.owner(),
        contract.tier(),
        contract.dataset(),
        contract.schema(),
        contract.fields(),
        rules,
        contract.slos());
  }

  /** Text that is difficult to write as YAML or JSON, and text of any characters. */
  private static Arbitrary<String> names() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "3",
            "1e3",
            "0x1F",
            "1_000",
            "1:30",
            "true",
            "No",
            "null",
            "~",
            "- a",
            "a: b",
            "a #b",
            "'",
            "\"",
            "\\",
            "{}",
            "[a",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a",
            " a ",
            "a:",
            "?",
            "|",
            ">",
            "<<",
            "=",
            "2026-01-14",
            "\u00e9\ud83d\ude00",
            "\u2028x",
            "\uFEFFx",
            "---",
            "..."),
        text(30).filter(name -> name.chars().noneMatch(Character::isISOControl)));
  }

  private static Arbitrary<String> prose() {
    return Arbitraries.oneOf(
        names(),
        Arbitraries.of(
            "a\nb", "a\n  b\n", "  a\nb", "a\r\nb", "a\tb", "a\n\n", "a \nb", "\na", "#\n"),
        text(60));
  }

  private static Arbitrary<String> text(int maxLength) {
    return Arbitraries.strings()
        .ofMinLength(1)
        .ofMaxLength(maxLength)
        .filter(text -> !text.isBlank())
        .filter(
            text -> text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE));
  }

  private static Arbitrary<FieldPath> paths() {
    return Arbitraries.oneOf(
        names().map(name -> new FieldPath(List.of(name))),
        Arbitraries.of("id", "customer.id", "a.b.c", "event_time", "\"a.b\".c", "a.\"b\"\"c\"")
            .map(FieldPath::of));
  }

  private static Arbitrary<DatasetSelector> datasets() {
    Arbitrary<Match> matches =
        Combinators.combine(paths(), names(), Arbitraries.of(true, false))
            .as(
                (path, equalTo, byField) ->
                    byField
                        ? new Match.ByField(path, equalTo)
                        : new Match.ByHeader(path.toString(), equalTo.strip()));
    return Combinators.combine(
            Arbitraries.of("urn:dp:orders:created", "urn:dp:a.b-c_9:d"),
            Arbitraries.of("raw.orders.events", "T-1_x", "7"),
            matches.injectNull(0.3),
            paths().injectNull(0.5),
            names().injectNull(0.3),
            Arbitraries.oneOf(
                Arbitraries.of(DatasetSelector.DEFAULT_FUTURE_TOLERANCE),
                Arbitraries.integers().between(0, 86_400).map(Duration::ofSeconds)),
            Arbitraries.integers().between(1, 840).map(Duration::ofHours),
            Arbitraries.oneOf(
                Arbitraries.of(DatasetSelector.DEFAULT_GRACE),
                Arbitraries.integers().between(0, 86_400).map(Duration::ofSeconds)))
        .as(DatasetSelector::new);
  }

  private static Arbitrary<SchemaReference> schemas() {
    return Combinators.combine(
            Arbitraries.of(SchemaReference.Registry.class),
            names(),
            Arbitraries.integers().between(1, 9).injectNull(0.5),
            Arbitraries.of(SchemaReference.CompatibilityMode.class).injectNull(0.3))
        .as(
            (registry, subject, version, compatibility) ->
                new SchemaReference(
                    registry,
                    registry == SchemaReference.Registry.NONE ? null : subject,
                    registry == SchemaReference.Registry.NONE ? null : version,
                    compatibility));
  }

  private static Arbitrary<FieldSet> fields() {
    Arbitrary<Field> field =
        Combinators.combine(
                names().map(name -> new FieldPath(List.of("f" + name))),
                Arbitraries.of(FieldType.class),
                Arbitraries.of(TimeFormat.class),
                Arbitraries.of(true, false),
                Arbitraries.of(true, false),
                Arbitraries.of(true, false),
                prose().injectNull(0.5))
            .as(
                (path, type, format, required, nullable, pii, description) ->
                    new Field(
                        path,
                        type,
                        type == FieldType.TIMESTAMP ? format : TimeFormat.RFC3339,
                        required,
                        nullable,
                        pii,
                        description));
    return Combinators.combine(
            field.list().ofMaxSize(6).uniqueElements(Field::path),
            Arbitraries.of(FieldSet.Additional.class))
        .as(
            (declared, additional) ->
                new FieldSet(
                    Stream.concat(
                            declared.stream().filter(Field::required),
                            declared.stream().filter(each -> !each.required()))
                        .toList(),
                    additional));
  }

  private static Arbitrary<List<QualityRule>> rules(FieldSet fields) {
    List<FieldPath> paths =
        fields.declared().stream()
            .filter(field -> field.type() != FieldType.OBJECT && field.type() != FieldType.ARRAY)
            .map(Field::path)
            .toList();
    Arbitrary<QualityRule> condition =
        Combinators.combine(
                names(),
                Arbitraries.of(QualityRule.Dimension.class).injectNull(0.3),
                Arbitraries.of(QualityRule.Severity.class),
                prose(),
                Arbitraries.of(true, false))
            .as(QualityRule.Condition::new);
    if (paths.isEmpty()) {
      return condition.list().ofMaxSize(4).uniqueElements(QualityRule::name);
    }
    Arbitrary<QualityRule> unique =
        Combinators.combine(
                names(),
                Arbitraries.of(QualityRule.Dimension.class).injectNull(0.3),
                Arbitraries.of(QualityRule.Severity.class),
                Arbitraries.of(paths).list().ofMinSize(1).ofMaxSize(3).uniqueElements(),
                Arbitraries.integers().between(1, 35 * 86_400).map(Duration::ofSeconds),
                Arbitraries.of(QualityRule.Scope.class))
            .as(QualityRule.Unique::new);
    return Arbitraries.oneOf(condition, unique)
        .list()
        .ofMaxSize(4)
        .uniqueElements(QualityRule::name);
  }

  private static Arbitrary<Slos> slos() {
    Arbitrary<Slos.Freshness> freshness =
        delays().map(delays -> new Slos.Freshness(delays.max, delays.warning));
    Arbitrary<Slos.ConsumerFreshness> consumer =
        Combinators.combine(names(), delays())
            .as((name, delays) -> new Slos.ConsumerFreshness(name, delays.max, delays.warning));
    Arbitrary<Integer> minutes = Arbitraries.integers().between(1, 1_440);
    Arbitrary<Double> rates =
        Arbitraries.oneOf(
            Arbitraries.of(1.0, 0.99, Double.MIN_VALUE),
            Arbitraries.doubles().between(0.001, 1.0).ofScale(5));
    return Combinators.combine(
            freshness.injectNull(0.3),
            consumer.list().ofMaxSize(3).uniqueElements(Slos.ConsumerFreshness::consumer),
            volumes(minutes).injectNull(0.3),
            Combinators.combine(rates, minutes).as(Slos.Compliance::new).injectNull(0.3),
            Combinators.combine(rates, minutes).as(Slos.Quality::new).injectNull(0.3))
        .as(Slos::new);
  }

  private static Arbitrary<Slos.Volume> volumes(Arbitrary<Integer> minutes) {
    Arbitrary<Slos.AnomalyDetection> detection =
        Combinators.combine(
                Arbitraries.of(true, false),
                Arbitraries.of(Slos.Sensitivity.class),
                Arbitraries.of(Slos.Seasonality.class))
            .as(Slos.AnomalyDetection::new);
    return Combinators.combine(
            Arbitraries.longs().between(0, 1_000).injectNull(0.3),
            Arbitraries.longs().between(1_000, 1_000_000_000_000L).injectNull(0.3),
            minutes,
            detection.injectNull(0.5))
        .as(Slos.Volume::new);
  }

  private record Delays(Duration max, Duration warning) {}

  private static Arbitrary<Delays> delays() {
    return Combinators.combine(
            Arbitraries.integers().between(2, 366 * 86_400),
            Arbitraries.integers().between(1, 1_000).injectNull(0.4))
        .as(
            (max, warning) ->
                new Delays(
                    Duration.ofSeconds(max),
                    warning == null ? null : Duration.ofSeconds(Math.min(warning, max - 1))));
  }
}
