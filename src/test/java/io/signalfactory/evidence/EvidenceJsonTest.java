package io.signalfactory.evidence;

import static io.signalfactory.testkit.ContractBuilder.contract;
import static io.signalfactory.testkit.RecordBuilder.TIMESTAMP;
import static io.signalfactory.testkit.RecordBuilder.record;
import static io.signalfactory.testkit.RecordBuilder.tombstone;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.contract.FieldSet.Additional;
import io.signalfactory.contract.FieldType;
import io.signalfactory.gate.Gate;
import io.signalfactory.gate.ViolationCode;
import io.signalfactory.testkit.ContractBuilder;
import io.signalfactory.testkit.PublishedSchema;
import io.signalfactory.testkit.RecordBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceJsonTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final PublishedSchema SCHEMA = PublishedSchema.named("evidence");
  private static final String SCHEMA_PATH = "/schemas/evidence.schema.json";
  private static final String TRACEPARENT =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private static ContractBuilder orders() {
    return contract("urn:dp:orders:created")
        .version("3")
        .required("order_id", FieldType.STRING)
        .required("customer_id", FieldType.STRING);
  }

  @Test
  void writesTheDocumentedFormat() throws IOException {
    RecordBuilder record =
        record("{\"order_id\":\"o-1\",\"event_time\":\"2026-01-14T11:59:59.788Z\"}")
            .at(3, 1042)
            .header("service", "orders-svc")
            .header("version", "v3.17")
            .header("traceparent", TRACEPARENT);

    byte[] json = new Specimens(orders()).write(record);

    assertThat(MAPPER.readTree(json))
        .isEqualTo(
            MAPPER.readTree(
                """
                {"evidence_id":"evd-01KEY610G03GS3R7C1X10FEFY5",
                 "dataset_urn":"urn:dp:orders:created",
                 "contract":{"name":"created","version":"3","owner":"orders-team","tier":1},
                 "source":{"topic":"raw.orders.events","partition":3,"offset":1042,
                           "timestamp":"2026-01-14T12:00:00.000Z"},
                 "producer":{"service":"orders-svc","version":"v3.17","confidence":"HIGH"},
                 "event_time":"2026-01-14T11:59:59.788Z","event_time_source":"payload",
                 "processing_time":"2026-01-14T12:00:00.119Z","lag_ms":331,
                 "outcome":"FAIL",
                 "gates":[{"gate":"G1","name":"resolution","outcome":"PASS"},
                          {"gate":"G2","name":"identity","outcome":"PASS"},
                          {"gate":"G3","name":"schema","outcome":"SKIP"},
                          {"gate":"G4","name":"contract","outcome":"FAIL",
                           "violations":[{"code":"MISSING_REQUIRED_FIELD","field":"customer_id",
                                          "message":"required field is absent"}]},
                          {"gate":"G5","name":"quality","outcome":"PASS"}],
                 "otel":{"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736",
                         "span_id":"c23e90eeb210ba11","parent_span_id":"00f067aa0ba902b7"}}
                """));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void writesOnlyWhatThePublishedSchemaAllows(
      String what, List<ContractBuilder> contracts, RecordBuilder record) {
    byte[] json = new Specimens(contracts.toArray(new ContractBuilder[0])).write(record);

    assertThat(SCHEMA.errors(json)).as("%s: %s", what, new String(json, UTF_8)).isEmpty();
  }

  static Stream<Arguments> writesOnlyWhatThePublishedSchemaAllows() {
    String time = "\"event_time\":\"2026-01-14T12:00:00Z\"";
    List<ContractBuilder> none = List.of();
    List<ContractBuilder> one = List.of(orders().additional(Additional.FORBID));
    List<ContractBuilder> two =
        List.of(
            contract("urn:dp:orders:a").matchField("type", "a").producer("mapped-svc"),
            contract("urn:dp:orders:b").matchHeader("ce_type", "b"));
    return Stream.of(
        specimen("no contract", none, record("{}")),
        specimen("no contract, any bytes", none, record(new byte[] {0, (byte) 0xFF, 7})),
        specimen("no contract, no value", none, tombstone()),
        specimen("kept", one, record("{\"order_id\":\"1\",\"customer_id\":\"2\"," + time + "}")),
        specimen("nulls", one, record("{\"order_id\":null,\"customer_id\":null}")),
        specimen("wrong types", one, record("{\"order_id\":1,\"customer_id\":[]}")),
        specimen("strangers", one, record("{\"\":1,\"a\\u0000b\":2,\"\\\"\":3,\"😀\":4}")),
        specimen("wrong time", one, record("{\"event_time\":1}")),
        specimen("future", one, record("{\"event_time\":\"9999-12-31T23:59:59.999Z\"}")),
        specimen("past", one, record("{\"event_time\":\"0000-01-01T00:00:00Z\"}")),
        specimen("broken", one, record("{")),
        specimen("tombstone", one, tombstone()),
        specimen("unresolved", two, record("{}")),
        specimen("mapped", two, record("{\"type\":\"a\"}")),
        specimen("ambiguous", two, record("{\"type\":\"a\"}").header("ce_type", "b")),
        specimen("wrong trace", one, record("{}").header("traceparent", "00-1-2-3")),
        specimen("trace", one, record("{}").header("traceparent", TRACEPARENT)),
        specimen("no timestamp", one, record("{}").timestamp(-1)),
        specimen("timestamp of year 1", one, record("{}").timestamp(-62_135_596_800_000L)),
        specimen("timestamp of year 9999", one, record("{}").timestamp(253_402_300_799_999L)),
        specimen("last timestamp", one, record("{}").timestamp(Long.MAX_VALUE)),
        specimen("last offset", one, record("{}").at(Integer.MAX_VALUE, Long.MAX_VALUE)));
  }

  private static Arguments specimen(
      String what, List<ContractBuilder> contracts, RecordBuilder record) {
    return Arguments.of(what, contracts, record);
  }

  @Test
  void leavesTheTraceOutIfTheRecordHasNone() throws IOException {
    JsonNode json = MAPPER.readTree(new Specimens().write(record("{}")));

    assertThat(json.has("otel")).isFalse();
  }

  @Test
  void writesTheNearestTimeOfTheFormat() throws IOException {
    Specimens specimens = new Specimens();

    JsonNode last = MAPPER.readTree(specimens.write(record("{}").timestamp(Long.MAX_VALUE)));
    JsonNode first = MAPPER.readTree(specimens.write(record("{}").timestamp(Long.MIN_VALUE)));

    assertThat(last.at("/source/timestamp").textValue()).isEqualTo("9999-12-31T23:59:59.999Z");
    assertThat(first.at("/source/timestamp").textValue()).isEqualTo("0000-01-01T00:00:00.000Z");
  }

  @Test
  void says1970ForTheEpoch() throws IOException {
    JsonNode json = MAPPER.readTree(new Specimens().write(record("{}").timestamp(0)));

    assertThat(json.at("/source/timestamp").textValue()).isEqualTo("1970-01-01T00:00:00.000Z");
    assertThat(json.at("/lag_ms").longValue()).isEqualTo(TIMESTAMP + 119);
  }

  @Test
  void writesWellFormedTextWhateverAContractContains() throws IOException {
    ContractBuilder contract = orders().version("half a \ud83d face \ud83d\ude00");

    JsonNode json = MAPPER.readTree(new Specimens(contract).write(record("{}")));

    assertThat(json.at("/contract/version").textValue()).isEqualTo("half a ? face \ud83d\ude00");
  }

  @Test
  void writesNothingOfThePreviousEvidence() {
    Specimens specimens = new Specimens(orders());
    byte[] expected = specimens.write(record("{}"));
    specimens.write(record("{\"long\":\"" + "x".repeat(10_000) + "\"}").at(1, 1));

    byte[] again = specimens.write(record("{}"));

    assertThat(again).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evidence_id",
        "dataset_urn",
        "contract",
        "source",
        "producer",
        "event_time",
        "event_time_source",
        "processing_time",
        "lag_ms",
        "outcome",
        "gates"
      })
  void isRefusedByTheSchemaWithoutAMember(String member) throws IOException {
    assertThat(errorsAfter(evidence -> evidence.remove(member))).isNotEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void isRefusedByTheSchemaWith(String what, Consumer<ObjectNode> change) throws IOException {
    assertThat(errorsAfter(change)).as(what).isNotEmpty();
  }

  static Stream<Arguments> isRefusedByTheSchemaWith() {
    return Stream.of(
        damage("a member too many", e -> e.put("value", 1)),
        damage("a source member too many", e -> e.withObject("/source").put("key", "k")),
        damage("a lower-case ULID", e -> e.put("evidence_id", "evd-" + "a".repeat(26))),
        damage("a ULID with a U", e -> e.put("evidence_id", "evd-0" + "U".repeat(25))),
        damage("a fractional lag", e -> e.put("lag_ms", 1.5)),
        damage("a time without milliseconds", e -> e.put("event_time", "2026-01-14T12:00:00Z")),
        damage("a time with an offset", e -> e.put("event_time", "2026-01-14T12:00:00.000+01:00")),
        damage("an unknown outcome", e -> e.put("outcome", "SKIP")),
        damage("four gates", e -> ((ArrayNode) e.get("gates")).remove(4)),
        damage("two gates exchanged", e -> gate(e, 0).put("gate", "G2").put("name", "identity")),
        damage("an unknown code", e -> violation(e).put("code", "ODD")),
        damage("a code of another gate", e -> violation(e).put("code", "RULE_FAILED")),
        damage("a violation with a value", e -> violation(e).put("value", "secret")),
        damage("a failure without violations", e -> gate(e, 3).remove("violations")),
        damage("violations of a gate that passed", e -> gate(e, 3).put("outcome", "PASS")),
        damage("a producer of no confidence", e -> producer(e).put("confidence", "NONE")),
        damage("confidence in nobody", e -> producer(e).putNull("service")),
        damage("a zero span", e -> e.withObject("/otel").put("span_id", "0".repeat(16))));
  }

  private static Arguments damage(String what, Consumer<ObjectNode> change) {
    return Arguments.of(what, change);
  }

  private static List<String> errorsAfter(Consumer<ObjectNode> change) throws IOException {
    RecordBuilder record =
        record("{}").header("service", "orders-svc").header("traceparent", TRACEPARENT);
    byte[] valid = new Specimens(orders()).write(record);
    assertThat(SCHEMA.errors(valid)).isEmpty();
    ObjectNode evidence = (ObjectNode) MAPPER.readTree(valid);
    change.accept(evidence);
    return SCHEMA.errors(MAPPER.writeValueAsBytes(evidence));
  }

  private static ObjectNode gate(ObjectNode evidence, int index) {
    return (ObjectNode) Objects.requireNonNull(evidence.get("gates").get(index));
  }

  private static ObjectNode violation(ObjectNode evidence) {
    return (ObjectNode) gate(evidence, 3).get("violations").get(0);
  }

  private static ObjectNode producer(ObjectNode evidence) {
    return evidence.withObject("/producer");
  }

  @Test
  void hasEveryGateAndCodeInItsSchema() throws IOException {
    JsonNode schema;
    try (InputStream json = EvidenceJsonTest.class.getResourceAsStream(SCHEMA_PATH)) {
      schema = MAPPER.readTree(json);
    }

    assertThat(texts(schema.at("/$defs/gate/properties/gate/enum")))
        .containsExactlyElementsOf(Arrays.stream(Gate.values()).map(Gate::id).toList());
    assertThat(texts(schema.at("/$defs/gate/properties/name/enum")))
        .containsExactlyElementsOf(Arrays.stream(Gate.values()).map(Gate::label).toList());
    assertThat(texts(schema.at("/$defs/violation/properties/code/enum")))
        .containsExactlyElementsOf(
            Arrays.stream(ViolationCode.values()).map(ViolationCode::name).toList());
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::textValue).toList();
  }
}
