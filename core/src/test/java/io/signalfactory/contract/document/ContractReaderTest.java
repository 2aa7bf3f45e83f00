package io.signalfactory.contract.document;

import static java.util.Collections.nCopies;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.DatasetSelector;
import io.signalfactory.contract.ExpressionChecker;
import io.signalfactory.contract.Field;
import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.FieldSet;
import io.signalfactory.contract.FieldType;
import io.signalfactory.contract.Match;
import io.signalfactory.contract.QualityRule.Condition;
import io.signalfactory.contract.QualityRule.Dimension;
import io.signalfactory.contract.QualityRule.Scope;
import io.signalfactory.contract.QualityRule.Severity;
import io.signalfactory.contract.QualityRule.Unique;
import io.signalfactory.contract.SchemaReference;
import io.signalfactory.contract.Slos;
import io.signalfactory.contract.Slos.AnomalyDetection;
import io.signalfactory.contract.Slos.Compliance;
import io.signalfactory.contract.Slos.ConsumerFreshness;
import io.signalfactory.contract.Slos.Freshness;
import io.signalfactory.contract.Slos.Quality;
import io.signalfactory.contract.Slos.Seasonality;
import io.signalfactory.contract.Slos.Sensitivity;
import io.signalfactory.contract.Slos.Volume;
import io.signalfactory.time.TimeFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractReaderTest {

  /** Accepts every condition without the word {@code wrong}, and reports where that word is. */
  private static final ExpressionChecker CHECKER =
      (expression, fields) -> {
        int at = expression.indexOf("wrong");
        if (at < 0) {
          return Optional.empty();
        }
        int line = (int) expression.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
        int column = at - expression.lastIndexOf('\n', at);
        return Optional.of(new ExpressionChecker.Mistake(line, column, "this is wrong"));
      };

  private static final String MINIMAL =
      """
      apiVersion: odcs/v1
      kind: DataContract
      metadata:
        name: orders.created
        version: "1"
        owner: orders-team
        tier: 2
      spec:
        dataset:
          urn: urn:dp:orders:created
          topic: raw.orders
      """;

  private final ContractReader reader = new ContractReader(CHECKER);

  private Contract valid(String text) {
    ContractDocument document = reader.readOne("c.yaml", text);
    assertThat(document.problems()).isEmpty();
    return Objects.requireNonNull(document.contract());
  }

  private List<String> mistakes(String text) {
    return reader.readOne("c.yaml", text).problems().stream()
        .map(ContractProblem::toString)
        .toList();
  }

  static String example() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ContractReaderTest.class.getResourceAsStream("/contracts/example.yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Field field(
      String path, FieldType type, boolean required, boolean nullable, boolean pii, String about) {
    return new Field(FieldPath.of(path), type, TimeFormat.RFC3339, required, nullable, pii, about);
  }

  @Test
  void readsEverythingInTheExample() throws IOException {
    Contract contract = valid(example());

    assertThat(contract)
        .isEqualTo(
            new Contract(
                "orders.created",
                "3",
                "orders-team",
                1,
                new DatasetSelector(
                    "urn:dp:orders:created",
                    "raw.orders.events",
                    new Match.ByField(FieldPath.of("event_type"), "order.created"),
                    FieldPath.of("event_time"),
                    "orders-svc",
                    Duration.ofMinutes(5),
                    Duration.ofHours(48),
                    Duration.ofMinutes(1)),
                new SchemaReference(
                    SchemaReference.Registry.GLUE,
                    "orders-created",
                    null,
                    SchemaReference.CompatibilityMode.BACKWARD),
                new FieldSet(
                    List.of(
                        field(
                            "order_id",
                            FieldType.STRING,
                            true,
                            false,
                            false,
                            "Unique order identifier"),
                        field("customer_id", FieldType.STRING, true, false, true, null),
                        field("event_time", FieldType.TIMESTAMP, true, false, false, null),
                        field("total_amount", FieldType.NUMBER, true, false, false, null),
                        field("promo_code", FieldType.STRING, false, true, false, null)),
                    FieldSet.Additional.ALLOW),
                List.of(
                    new Condition(
                        "order_id_not_empty",
                        Dimension.COMPLETENESS,
                        Severity.FAIL,
                        "LENGTH(order_id) > 0",
                        false),
                    new Condition(
                        "total_amount_positive", null, Severity.FAIL, "total_amount > 0", false),
                    new Unique(
                        "order_id_unique",
                        null,
                        Severity.FAIL,
                        List.of(FieldPath.of("order_id")),
                        Duration.ofHours(24),
                        Scope.PARTITION)),
                new Slos(
                    new Freshness(Duration.ofMinutes(15), Duration.ofMinutes(10)),
                    List.of(
                        new ConsumerFreshness("exec-dashboard", Duration.ofMinutes(5), null),
                        new ConsumerFreshness("monthly-reports", Duration.ofDays(1), null)),
                    new Volume(
                        100L,
                        100_000L,
                        60,
                        new AnomalyDetection(true, Sensitivity.MEDIUM, Seasonality.DAILY)),
                    new Compliance(0.95, 60),
                    new Quality(0.99, 60))));
  }

  @Test
  void readsTheAdditionsToTheExample() {
    Contract contract =
        valid(
            MINIMAL
                    .replace("tier: 2", "tier: 2\n  description: What it is")
                    .replace("version: \"1\"", "version: 1.10")
                + """
                    match: {header: ce_type, equals: true}
                    futureToleranceSeconds: 0
                    lateRetentionHours: 12
                    graceSeconds: 300
                  schema: {registry: none}
                  fields:
                    additional: forbid
                    required:
                      - {name: at.time, type: timestamp, format: epoch_millis, nullable: true}
                  quality:
                    rules:
                      - {name: a, expression: x, nullFails: true, severity: warn}
                      - {name: b, unique: [at.time], within: 90m, scope: dataset}
                  slos:
                    freshness:
                      maxDelaySeconds: 10
                      consumerSlos:
                        - {consumer: one, maxDelaySeconds: 4, warningDelaySeconds: 3}
                    consumerSlos:
                      - {consumer: two, maxDelaySeconds: 5}
                    quality: {minRate: 1, windowMinutes: 1440}
                """);

    assertThat(contract.version()).isEqualTo("1.10");
    assertThat(contract.dataset().match()).isEqualTo(new Match.ByHeader("ce_type", "true"));
    assertThat(contract.dataset().futureTolerance()).isEqualTo(Duration.ZERO);
    assertThat(contract.dataset().lateRetention()).isEqualTo(Duration.ofHours(12));
    assertThat(contract.dataset().grace()).isEqualTo(Duration.ofMinutes(5));
    assertThat(contract.schema()).isEqualTo(SchemaReference.ABSENT);
    assertThat(contract.fields())
        .isEqualTo(
            new FieldSet(
                List.of(
                    new Field(
                        FieldPath.of("at.time"),
                        FieldType.TIMESTAMP,
                        TimeFormat.EPOCH_MILLIS,
                        true,
                        true,
                        false,
                        null)),
                FieldSet.Additional.FORBID));
    assertThat(contract.rules())
        .containsExactly(
            new Condition("a", null, Severity.WARN, "x", true),
            new Unique(
                "b",
                null,
                Severity.FAIL,
                List.of(FieldPath.of("at.time")),
                Duration.ofMinutes(90),
                Scope.DATASET));
    assertThat(contract.slos().consumers())
        .containsExactly(
            new ConsumerFreshness("one", Duration.ofSeconds(4), Duration.ofSeconds(3)),
            new ConsumerFreshness("two", Duration.ofSeconds(5), null));
    assertThat(contract.slos().quality()).isEqualTo(new Quality(1, 1440));
  }

  @Test
  void fillsInDefaults() {
    Contract contract = valid(MINIMAL + "  slos: {volume: {minEventsPerHour: 1}}\n");

    assertThat(contract.dataset().match()).isNull();
    assertThat(contract.schema()).isEqualTo(SchemaReference.ABSENT);
    assertThat(contract.fields()).isEqualTo(new FieldSet(List.of(), FieldSet.Additional.ALLOW));
    assertThat(contract.rules()).isEmpty();
    assertThat(contract.slos().freshness()).isNull();
    assertThat(contract.slos().volume()).isEqualTo(new Volume(1L, null, 60, null));
  }

  @Test
  void reportsEveryMistakeAtOnceInTheOrderOfTheDocument() {
    List<String> mistakes =
        mistakes(
            """
            apiVersion: odcs/v1
            kind: DataContrat
            metadata:
              name: "  "
              version: 2026-01-14
              ownr: orders-team
              tier: 4
            spec:
              dataset:
                urn: urn:dp:Orders:created
                topic: raw/orders
                match: {field: a, header: b, equals: c}
                eventTime: a..b
              schema: {registry: glue}
              fields:
                additional: maybe
                requird: []
                required:
                  - name: id
                    type: strng
                  - type: string
                  - {name: id, type: string, pii: 1}
                optional: {}
              quality:
                rules:
                  - {name: r, expression: a = 1, unique: [id], within: 1h}
                  - {name: r, expression: it is wrong}
                  - {name: u, unique: [ids]}
                  - {name: v, unique: [id], within: soon}
              slos:
                freshness: {maxDelaySeconds: 60, warningDelaySeconds: 60}
                consumerSlos:
                  - {consumer: a, maxDelaySeconds: 1}
                  - {consumer: a, maxDelaySeconds: 2}
                volume: {minEventsPerHour: 10, maxEventsPerHour: 5, windowMinutes: 0}
                compliance: {minRate: 95}
                quality: {minRate: 0}
            """);

    assertThat(mistakes)
        .containsExactly(
            "c.yaml:2:7: 'kind' must be 'DataContract', is 'DataContrat'",
            "c.yaml:4:3: 'metadata' lacks the required key 'owner'",
            "c.yaml:4:9: 'name' must not be blank",
            "c.yaml:6:3: unknown key 'ownr', did you mean 'owner'?",
            "c.yaml:7:9: 'tier' must be 1 to 3, is 4",
            "c.yaml:10:10: 'urn' must be urn:dp:<domain>:<name> in lower-case letters, digits,"
                + " '.', '_' and '-', is 'urn:dp:Orders:created'",
            "c.yaml:11:12: 'topic' must be a Kafka topic's name: 1 to 249 letters, digits, '.',"
                + " '_' or '-', and not '.' or '..'; is 'raw/orders'",
            "c.yaml:12:12: 'match' needs either 'field' or 'header', has both",
            "c.yaml:13:16: 'eventTime' must be a field path like customer.id, with a name between"
                + " its dots; is 'a..b'",
            "c.yaml:14:11: 'schema' lacks the required key 'subject'",
            "c.yaml:16:17: 'additional' must be allow, warn or forbid, is text 'maybe'",
            "c.yaml:17:5: unknown key 'requird', did you mean 'required'?",
            "c.yaml:20:15: 'type' must be string, integer, number, boolean, timestamp, date, object"
                + " or array, is text 'strng': did you mean 'string'?",
            "c.yaml:21:9: 'field' lacks the required key 'name'",
            "c.yaml:22:16: the field 'id' is declared twice, first in line 19: keep one",
            "c.yaml:22:39: 'pii' must be true or false, is the number 1",
            "c.yaml:23:15: 'optional' must be a list, is a mapping",
            "c.yaml:26:9: a rule needs either 'expression' or 'unique', this one has both",
            "c.yaml:27:16: two rules are named 'r', the first in line 26: give each a name of its"
                + " own",
            "c.yaml:27:37: this is wrong",
            "c.yaml:28:9: 'rule' lacks the required key 'within'",
            "c.yaml:28:28: the contract has no field 'ids': did you mean 'id'?",
            "c.yaml:29:41: 'within' must be a time like 30s, 15m, 24h or 7d, at most 35d; is"
                + " 'soon'",
            "c.yaml:31:59: 'warningDelaySeconds' must be below 'maxDelaySeconds', which is 60, is"
                + " 60",
            "c.yaml:34:20: the consumer 'a' is here twice, first in line 33: keep one",
            "c.yaml:35:32: 'minEventsPerHour' must not be above 'maxEventsPerHour', which is 5, is"
                + " 10",
            "c.yaml:35:72: 'windowMinutes' must be 1 to 1440, is 0",
            "c.yaml:36:27: 'minRate' must be above 0 and at most 1, is 95: for 95 % write 0.95",
            "c.yaml:37:24: 'minRate' must be above 0 and at most 1, is 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tier: 2 | tier: abc | c.yaml:7:9: 'tier' must be a whole number, is text 'abc'",
        "tier: 2 | tier: 2.5 | c.yaml:7:9: 'tier' must be a whole number, is the number 2.5",
        "tier: 2 | tier: 99999999999999999999999 | c.yaml:7:9: 'tier' must be 1 to 3, is"
            + " 99999999999999999999999",
        "tier: 2 | tier: | c.yaml:7:8: 'tier' has no value: it is required",
        "owner: orders-team | owner: 17 | c.yaml:6:10: 'owner' must be text, is the number 17: put"
            + " it in quotes",
        "owner: orders-team | owner: [a] | c.yaml:6:10: 'owner' must be text, is a list",
        "owner: orders-team | owner: \"a\\tb\" | c.yaml:6:10: 'owner' must be one line without"
            + " control characters",
        "owner: orders-team | zzz: 1 | c.yaml:4:3: 'metadata' lacks the required key 'owner'",
        "kind: DataContract | kind: true | c.yaml:2:7: 'kind' must be text, is the boolean true:"
            + " put it in quotes",
        "raw.orders | . | c.yaml:11:12: 'topic' must be a Kafka topic's name: 1 to 249 letters,"
            + " digits, '.', '_' or '-', and not '.' or '..'; is '.'",
        "odcs/v1 | odcs/v2 | c.yaml:1:13: 'apiVersion' must be 'odcs/v1', is text 'odcs/v2'",
        "odcs/v1 | v3.1.0 | c.yaml:1:13: apiVersion 'v3.1.0' is the Open Data Contract Standard,"
            + " which is not supported yet: write the contract in the dialect 'odcs/v1'",
      })
  void reportsEachMistakeWithItsPlace(String right, String wrong, String message) {
    List<String> mistakes = mistakes(MINIMAL.replace(right, wrong));

    assertThat(mistakes).contains(message);
  }

  @Test
  void reportsOnlyTheDialectOfADocumentThatIsNotOurs() {
    assertThat(mistakes("apiVersion: v3.0.2\nkind: DataContract\nid: x\nstatus: active\n"))
        .hasSize(1);
  }

  @Test
  void refusesARepeatedKey() {
    assertThat(mistakes(MINIMAL.replace("  tier: 2", "  tier: 2\n  tier: 3")))
        .containsExactly("c.yaml:8:3: 'tier' is here twice, first in line 7: keep one");
  }

  @Test
  void listsTheKnownKeysIfNoneIsNear() {
    assertThat(mistakes(MINIMAL + "  surprise: 1\n"))
        .containsExactly(
            "c.yaml:12:3: unknown key 'surprise': 'spec' has dataset, schema, fields, quality,"
                + " slos");
  }

  @Test
  void refusesAnEventTimeFieldThatIsNotATimestamp() {
    assertThat(
            mistakes(
                MINIMAL + "    eventTime: at\n  fields: {required: [{name: at, type: string}]}\n"))
        .containsExactly(
            "c.yaml:12:16: 'eventTime' names the field 'at', which is string: give that the type"
                + " timestamp");
  }

  @Test
  void refusesAFieldInsideOneThatIsNotAnObject() {
    assertThat(
            mistakes(
                MINIMAL
                    + """
                      fields:
                        required: [{name: a.b, type: string}]
                        optional: [{name: a, type: string}]
                    """))
        .containsExactly(
            "c.yaml:13:23: the field 'a.b' is inside 'a', which is string: give that the type"
                + " object, or write '\"a.b\"' if that is the name of one member");
  }

  @Test
  void acceptsNamesWithDotsInQuotesBesideTheirBeginnings() {
    assertThat(
            mistakes(
                MINIMAL
                    + """
                      fields:
                        required: [{name: error, type: string}, {name: '"error.type"', type: string}]
                        optional: [{name: 'host."os.name"', type: string}]
                      quality: {rules: [{name: r, expression: LENGTH("error.type") > 0}]}
                    """))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"k8s.pod|, or in double quotes if it is one name with dots",
        "\"\"|, or in double quotes if it is one name with dots",
        "a.\"b\"c|, or in double quotes if it is one name with dots",
        "\"a\".|, or in double quotes if it is one name with dots",
        "a..b|must be a field path like customer.id, with a name between its dots; is"
      })
  void refusesAPathThatCanNameNoField(String path, String message) {
    assertThat(mistakes(MINIMAL + "  fields: {required: [{name: '" + path + "', type: string}]}\n"))
        .singleElement()
        .asString()
        .contains("'name' must be a field path", message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "header: kind, equals: ' paid'|no header matches 'equals', as white space around",
        "header: kind, equals: 'a b'|",
        "field: flag, equals: 'yes'|the field 'flag' is boolean, and 'equals' compares with 'yes'",
        "field: n, equals: '1e3'|the field 'n' is integer, and 'equals' compares with '1e3'",
        "field: n, equals: '07'|the field 'n' is integer",
        "field: o, equals: 'x'|the field 'o' is object",
        "field: flag, equals: 'true'|",
        "field: n, equals: '-12.50'|",
        "field: other, equals: '1e3'|"
      })
  void refusesAMatchThatNoRecordCouldFulfil(String match, @Nullable String message) {
    List<String> mistakes =
        mistakes(
            MINIMAL
                + "    match: {"
                + match
                + "}\n"
                + "  fields: {required: [{name: flag, type: boolean}, {name: n, type: integer}, {name:"
                + " o, type: object}]}\n");

    if (message == null) {
      assertThat(mistakes).isEmpty();
    } else {
      assertThat(mistakes).singleElement().asString().contains(message).startsWith("c.yaml:12:");
    }
  }

  @Test
  void refusesAMatchByALongerHeaderThanIsRead() {
    assertThat(
            mistakes(
                MINIMAL + "    match: {header: kind, equals: '" + "\u00e9".repeat(129) + "'}\n"))
        .singleElement()
        .asString()
        .contains("longer values than 256 bytes are not read");
  }

  @Test
  void refusesTwoFieldsThatCanBeTheSameMember() {
    assertThat(
            mistakes(
                MINIMAL
                    + """
                      fields:
                        required: [{name: '"k8s.pod"', type: string}, {name: k8s.pod, type: string}]
                        optional: [{name: a.b.c, type: string}, {name: 'a."b.c"', type: string}]
                    """))
        .containsExactly(
            "c.yaml:13:58: the fields '\"k8s.pod\"' and 'k8s.pod' can be the same member, the first"
                + " is declared in line 13: keep one",
            "c.yaml:14:52: the fields 'a.b.c' and 'a.\"b.c\"' can be the same member, the first is"
                + " declared in line 14: keep one");
  }

  @Test
  void refusesAUniqueFieldThatIsNotASingleValue() {
    assertThat(
            mistakes(
                MINIMAL
                    + """
                      fields:
                        required: [{name: a, type: object}, {name: a.b, type: string}]
                      quality:
                        rules: [{name: u, unique: [a.b, a], within: 1h}]
                    """))
        .containsExactly(
            "c.yaml:15:37: 'a' is an object or an array, and 'unique' compares single values: name"
                + " its members");
  }

  @Test
  void refusesAFormatOnAnythingButATimestamp() {
    assertThat(
            mistakes(
                MINIMAL
                    + "  fields: {optional: [{name: a, type: string, format: epoch_seconds}]}\n"))
        .containsExactly(
            "c.yaml:12:55: 'format' is for timestamps only, this field is string: remove it");
  }

  @Test
  void reportsAMistakeInAFieldOnceAndNotAgainForItsRules() {
    ContractReader strict =
        new ContractReader(
            (expression, fields) ->
                fields.find(FieldPath.of("amount")).isPresent()
                    ? Optional.empty()
                    : Optional.of(new ExpressionChecker.Mistake(1, 1, "unknown field")));

    ContractDocument document =
        strict.readOne(
            "c.yaml",
            MINIMAL
                + """
                  fields: {required: [{name: amount, type: numbr}]}
                  quality: {rules: [{name: a, expression: amount > 0}, {name: b, expression: x}]}
                """);

    assertThat(document.problems())
        .extracting(ContractProblem::message)
        .containsExactly(
            "'type' must be string, integer, number, boolean, timestamp, date, object or array, is"
                + " text 'numbr': did you mean 'number'?",
            "unknown field");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "expression: that is wrong | 13:47: this is wrong",
        "expression: \"that is wrong\" | 13:48: this is wrong",
        "expression: 'that is wrong' | 13:48: this is wrong",
        "expression: \"that\\x20is wrong\" | 13:39: column 9: this is wrong",
        "expression: 'it''s wrong' | 13:39: column 6: this is wrong",
      })
  void placesAMistakeInsideAnExpression(String expression, String expected) {
    List<String> mistakes =
        mistakes(MINIMAL + "  quality:\n    rules: [{name: rule1, " + expression + "}]\n");

    assertThat(mistakes).containsExactly("c.yaml:" + expected);
  }

  @Test
  void placesAMistakeInsideAnExpressionOfSeveralLines() {
    String text =
        MINIMAL
            + """
              quality:
                rules:
                  - name: long
                    expression: |
                      a = 1
                        AND wrong
            """;

    assertThat(mistakes(text))
        .containsExactly("c.yaml:15:21: line 2, column 7 of the expression: this is wrong");
  }

  @Test
  void readsSeveralDocumentsAndSkipsEmptyOnes() {
    String text =
        "---\n" + MINIMAL + "---\n---\n# nothing\n---\n" + MINIMAL.replace("tier: 2", "tier: 9");

    List<ContractDocument> documents = reader.read("c.yaml", text);

    assertThat(documents)
        .extracting(document -> document.contract() != null)
        .containsExactly(true, false);
    assertThat(documents.get(1).problems())
        .containsExactly(new ContractProblem("c.yaml", 23, 9, "'tier' must be 1 to 3, is 9"));
  }

  @Test
  void keepsTheDocumentsBeforeASyntaxError() {
    List<ContractDocument> documents = reader.read("c.yaml", MINIMAL + "---\na: 'b\n");

    assertThat(documents)
        .extracting(document -> document.contract() != null)
        .containsExactly(true, false);
  }

  @Test
  void refusesSeveralDocumentsWhereOneIsExpected() {
    assertThat(mistakes(MINIMAL + "---\n" + MINIMAL))
        .containsExactly(
            "c.yaml:13:1: one contract is expected here, these are 2 documents: give each"
                + " separately");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# only a comment\n", "---\n---\n", "null", "\uFEFF"})
  void refusesTextWithoutAContract(String text) {
    assertThat(mistakes(text))
        .containsExactly(
            "c.yaml:1:1: holds no contract: a contract begins with 'apiVersion: odcs/v1'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"just text", "[1, 2]", "42"})
  void refusesADocumentThatIsNotAMapping(String text) {
    assertThat(mistakes(text))
        .singleElement()
        .asString()
        .startsWith(
            "c.yaml:1:1: 'contract' must be a mapping with apiVersion, kind, metadata, spec");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 'b | 2:1: this is not YAML: while scanning a quoted scalar",
        "a: b: c | 1:5: this is not YAML: mapping values are not allowed here",
        "a: [1 | 2:1: this is not YAML: while parsing a flow sequence",
        "a: !!java.net.URL x | 1:4: the tag 'tag:yaml.org,2002:java.net.URL' means nothing here",
        "a: !mine {} | 1:4: the tag '!mine' means nothing here: remove it",
        "a: *b | 1:4: the alias '*b' has no anchor that ends before it",
        "a: &b [*b] | 1:8: the alias '*b' has no anchor that ends before it",
        "<<: {} | 1:1: merge keys (<<) are not supported: write the keys out",
        "? [a] : b | 1:3: a key of this mapping is a list or a mapping: keys are plain text",
      })
  void refusesYamlThatCannotBeRead(String text, String expected) {
    assertThat(mistakes(text + "\n")).singleElement().asString().startsWith("c.yaml:" + expected);
  }

  @Test
  void refusesTabsAsIndentationWithTheRemedy() {
    assertThat(mistakes("metadata:\n\tname: a\n"))
        .containsExactly(
            "c.yaml:2:1: this is not YAML: a tab cannot stand here: indent with spaces");
  }

  @Test
  void refusesControlCharactersWithTheirPlace() {
    assertThat(mistakes("apiVersion: odcs/v1\nkind: a\u0001b\n"))
        .singleElement()
        .asString()
        .startsWith("c.yaml:2:8: the character U+0001 is not allowed in YAML");
  }

  @Test
  void refusesAnAliasBombAtTheAliasThatGoesTooFar() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int level = 1; level < 5; level++) {
      String alias = "*a" + (level - 1);
      bomb.append("a%d: &a%d [".formatted(level, level))
          .append(String.join(", ", nCopies(10, alias)))
          .append("]\n");
    }

    List<String> mistakes = mistakes(bomb.toString());

    assertThat(mistakes)
        .singleElement()
        .asString()
        .matches("c\\.yaml:5:\\d+: .*more than 100000 values with all aliases replaced.*");
  }

  @Test
  void refusesTooManyAliases() {
    String text =
        "a: &a x\nb: [" + IntStream.range(0, 51).mapToObj(i -> "*a").collect(joining(", ")) + "]\n";

    assertThat(mistakes(text))
        .containsExactly("c.yaml:2:205: more than 50 aliases: write the values out instead");
  }

  @Test
  void replacesAnAliasByItsValue() {
    Contract contract =
        valid(
            MINIMAL
                + """
                  slos:
                    compliance: &rate {minRate: 0.5}
                    quality: *rate
                """);

    assertThat(contract.slos().quality()).isEqualTo(new Quality(0.5, 60));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- "})
  void refusesDeepNestingWithoutAStackOverflow(String opening) {
    List<String> mistakes = mistakes("x: \n  " + opening.repeat(100_000));

    assertThat(mistakes).singleElement().asString().contains("nested more than 50 levels deep");
  }

  @Test
  void refusesDeepJsonWithoutAStackOverflow() {
    assertThat(mistakes("{\"a\":".repeat(100_000))).hasSize(1);
  }

  @Test
  void refusesTextThatIsTooLong() {
    assertThat(mistakes("#".repeat(ContractReader.MAX_LENGTH + 1)))
        .containsExactly("c.yaml:1:1: longer than 1 MiB: put fewer contracts into one file");
  }

  @Test
  void readsJsonAsPeopleAndProgramsWriteIt() {
    String longText = "x".repeat(9_000);
    String json =
        """
        {
        \t"apiVersion" : "odcs\\/v1","kind":"DataContract",
        \t"metadata":{"name":"caf\\u00e9 \\ud83d\\ude00","version":3,"owner":"a\u007Fb","tier":1},
        \t"spec":{"dataset":{"urn":"urn:dp:a:b","topic":"t","match":null},
        \t\t"fields":{"optional":[{"name":"id","type":"string","description":"%s"}]}}
        }
        """
            .formatted(longText)
            .replace("\u007F", "-");

    Contract contract = valid(json);

    assertThat(contract.name()).isEqualTo("caf\u00e9 \ud83d\ude00");
    assertThat(contract.version()).isEqualTo("3");
    assertThat(contract.fields().declared().get(0).description()).isEqualTo(longText);
  }

  @Test
  void placesMistakesInJson() {
    String json =
        """
        {"apiVersion":"odcs/v1","kind":"DataContract",
         "metadata":{"name":"n","version":"1","owner":"o","tier":"1"},
         "spec":{"dataset":{"urn":"urn:dp:a:b","topic":"t"},
                 "quality":{"rules":[{"name":"r","expression":"a wrong b"}]}}}
        """;

    assertThat(mistakes(json))
        .containsExactly(
            "c.yaml:2:58: 'tier' must be a whole number, is text '1'",
            "c.yaml:4:58: this is wrong");
  }

  @Test
  void readsYamlInBrackets() {
    Contract contract =
        valid(
            """
            {apiVersion: odcs/v1, kind: DataContract, # a comment
             metadata: {name: n, version: 1, owner: o, tier: 1},
             spec: {dataset: {urn: 'urn:dp:a:b', topic: t}}}
            """);

    assertThat(contract.urn()).isEqualTo("urn:dp:a:b");
  }

  @Test
  void explainsWhyBrokenJsonCannotBeRead() {
    assertThat(mistakes("{\"apiVersion\": \"odcs/v1\",\n \"kind\" 3}\n"))
        .singleElement()
        .asString()
        .startsWith("c.yaml:2:9: this is not JSON: Unexpected character ('3'");
  }

  @Test
  void limitsFieldsRulesAndConsumers() {
    String fields =
        IntStream.range(0, 501)
            .mapToObj(i -> "{name: f%d, type: string}".formatted(i))
            .collect(joining(",\n"));
    String rules =
        IntStream.range(0, 201)
            .mapToObj(i -> "{name: r%d, expression: x}".formatted(i))
            .collect(joining(",\n"));
    String consumers =
        IntStream.range(0, 101)
            .mapToObj(i -> "{consumer: c%d, maxDelaySeconds: 1}".formatted(i))
            .collect(joining(",\n"));

    List<ContractProblem> problems =
        reader
            .readOne(
                "c.yaml",
                MINIMAL
                    + "  fields: {required: [\n%s]}\n".formatted(fields)
                    + "  quality: {rules: [\n%s]}\n".formatted(rules)
                    + "  slos: {consumerSlos: [\n%s]}\n".formatted(consumers))
            .problems();

    assertThat(problems)
        .extracting(ContractProblem::line, ContractProblem::message)
        .containsExactly(
            tuple(513, "'required' can have 500 items at most, has 501"),
            tuple(715, "'rules' can have 200 items at most, has 201"),
            tuple(817, "'consumerSlos' can have 100 items at most, has 101"));
  }

  @Test
  void showsNoControlCharactersOfADocumentInItsMessages() {
    List<String> mistakes = mistakes(MINIMAL + "  \"a\\n\\e[31m\\u202e\": 1\n");

    assertThat(mistakes)
        .singleElement()
        .asString()
        .contains("unknown key 'a\uFFFD\uFFFD[31m\uFFFD'");
  }
}
