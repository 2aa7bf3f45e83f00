package io.signalfactory.gate;

import static io.signalfactory.testkit.ContractBuilder.contract;
import static io.signalfactory.testkit.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.FieldType;
import io.signalfactory.contract.SchemaReference.CompatibilityMode;
import io.signalfactory.contract.SchemaReference.Registry;
import io.signalfactory.event.PartitionClock;
import io.signalfactory.event.avro.AvroEvolution;
import io.signalfactory.event.avro.AvroLanguage;
import io.signalfactory.event.framed.FramedFormat;
import io.signalfactory.event.framed.Framing;
import io.signalfactory.schema.SchemaFormat;
import io.signalfactory.schema.SubjectVersion;
import io.signalfactory.schema.WriterSchema;
import io.signalfactory.testkit.ContractBuilder;
import io.signalfactory.testkit.KnownSchemas;
import io.signalfactory.testkit.RecordBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** G3 with schemas in Avro, as the enforcer uses it. */
class SchemaGateTest {

  private static final String ORDERS = "orders-created";
  private static final long NOW = RecordBuilder.TIMESTAMP;
  private static final String AVRO =
      """
      {"type":"record","name":"Order","fields":[
        {"name":"order_id","type":"string"},
        {"name":"event_time","type":{"type":"long","logicalType":"timestamp-millis"}},
        {"name":"total","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},
        {"name":"note","type":["null","string"],"default":null}]}
      """;

  private final KnownSchemas schemas = new KnownSchemas();
  private final AtomicInteger comparisons = new AtomicInteger();

  private static byte[] order(int schemaId, @Nullable String note) {
    Schema schema = new Schema.Parser().parse(AVRO);
    GenericRecord order = new GenericData.Record(schema);
    order.put("order_id", "o-1");
    order.put("event_time", Instant.parse("2026-01-14T12:00:00Z").toEpochMilli());
    order.put("total", ByteBuffer.wrap(new byte[] {0x04, (byte) 0xD2}));
    order.put("note", note);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    out.writeBytes(ByteBuffer.allocate(4).putInt(schemaId).array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      new GenericDatumWriter<GenericRecord>(schema).write(order, encoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static ContractBuilder orders() {
    return contract("urn:dp:orders:created")
        .schema(Registry.CONFLUENT, ORDERS)
        .required("order_id", FieldType.STRING)
        .required("event_time", FieldType.TIMESTAMP)
        .required("total", FieldType.NUMBER)
        .rule("total_is_positive", "total > 12.33 AND total < 12.35");
  }

  private Enforcer enforcer(ContractBuilder... contracts) {
    FramedFormat format =
        new FramedFormat(Framing.RECOGNISED, schemas, Map.of(SchemaFormat.AVRO, AvroLanguage::new));
    return new Enforcer(
        TopicPlan.compile(
            ContractBuilder.TOPIC,
            List.of(contracts).stream().map(ContractBuilder::build).toList(),
            new TopicFormat(format, Registry.CONFLUENT, schemas, this::backwardProblem)),
        new IdentityRules(List.of("service"), List.of("version"), Map.of()),
        new PartitionClock());
  }

  /** As the application does it for the mode BACKWARD. */
  private @Nullable String backwardProblem(
      WriterSchema schema, WriterSchema reference, CompatibilityMode mode) {
    comparisons.incrementAndGet();
    return AvroEvolution.problem(schema, reference);
  }

  private static Verdict judge(Enforcer enforcer, byte[] value) {
    return enforcer.judge(record(value).header("service", "orders-svc").build(), NOW);
  }

  private static String outcomes(Verdict verdict) {
    return String.join(" ", verdict.gates().stream().map(gate -> gate.outcome().name()).toList());
  }

  @Test
  void judgesAnEventInAvroByAllGates() {
    // given
    schemas.register(7, SchemaFormat.AVRO, AVRO, new SubjectVersion(ORDERS, 1));

    // when
    Verdict verdict = judge(enforcer(orders()), order(7, null));

    // then
    assertThat(outcomes(verdict)).isEqualTo("PASS PASS PASS PASS PASS");
    assertThat(verdict.eventTime().isOwn()).isTrue();
  }

  @Test
  void givesHealthyRecordsOfOneSchemaOneListOfResults() {
    // given
    schemas.register(7, SchemaFormat.AVRO, AVRO, new SubjectVersion(ORDERS, 1));
    Enforcer enforcer = enforcer(orders());
    Verdict first = judge(enforcer, order(7, null));

    // when
    Verdict second = judge(enforcer, order(7, "quick"));

    // then
    assertThat(second.gates()).isSameAs(first.gates());
    assertThat(schemas.asked()).hasSize(1);
  }

  @Test
  void aSchemaOfAnotherSubjectFailsUntilItIsRegisteredThere() {
    // given
    schemas.register(7, SchemaFormat.AVRO, AVRO, new SubjectVersion("payments-value", 3));
    Enforcer enforcer = enforcer(orders());
    Verdict before = judge(enforcer, order(7, null));
    schemas.register(
        7,
        SchemaFormat.AVRO,
        AVRO,
        new SubjectVersion("payments-value", 3),
        new SubjectVersion(ORDERS, 1));

    // when
    Verdict after = judge(enforcer, order(7, null));

    // then
    assertThat(GateHarness.codes(before, Gate.SCHEMA)).containsExactly("SCHEMA_SUBJECT_MISMATCH");
    assertThat(outcomes(before)).isEqualTo("PASS PASS FAIL PASS PASS");
    assertThat(outcomes(after)).isEqualTo("PASS PASS PASS PASS PASS");
  }

  @Test
  void aSchemaThatCannotReadWhatTheContractWasWrittenAgainstIsAMismatch() {
    // given
    String before = AVRO.replace("\"default\":null", "\"doc\":\"\"").replace("note", "remark");
    schemas.register(6, SchemaFormat.AVRO, before, new SubjectVersion(ORDERS, 1));
    schemas.register(7, SchemaFormat.AVRO, AVRO, new SubjectVersion(ORDERS, 2));
    String broken = AVRO.replace(",\"default\":null", "");
    schemas.register(8, SchemaFormat.AVRO, broken, new SubjectVersion(ORDERS, 3));
    Enforcer enforcer =
        enforcer(orders().schema(Registry.CONFLUENT, ORDERS, 1, CompatibilityMode.BACKWARD));

    // when
    Verdict sound = judge(enforcer, order(7, null));
    Verdict mismatch = judge(enforcer, order(8, null));
    Verdict again = judge(enforcer, order(8, "quick"));

    // then
    assertThat(outcomes(sound)).isEqualTo("PASS PASS PASS PASS PASS");
    assertThat(GateHarness.codes(mismatch, Gate.SCHEMA)).containsExactly("SCHEMA_MISMATCH");
    assertThat(mismatch.gates().get(2).violations().get(0).message())
        .startsWith(
            "the record's schema is not BACKWARD compatible with version 1 of orders-created:"
                + " READER_FIELD_MISSING_DEFAULT_VALUE at ");
    assertThat(again.gates()).isSameAs(mismatch.gates());
  }

  @Test
  void comparesEachSchemaOnceHoweverOftenTheyTakeTurns() {
    // given
    for (int version = 1; version <= 3; version++) {
      schemas.register(version, SchemaFormat.AVRO, AVRO, new SubjectVersion(ORDERS, version));
    }
    Enforcer enforcer =
        enforcer(orders().schema(Registry.CONFLUENT, ORDERS, 1, CompatibilityMode.BACKWARD));
    comparisons.set(0);

    // when
    for (int i = 0; i < 30; i++) {
      judge(enforcer, order(1 + i % 3, null));
    }

    // then
    assertThat(comparisons).hasValue(3);
  }

  @Test
  void aVersionThatTheRegistryCannotTellNowHarmsNoRecord() {
    // given
    schemas.register(7, SchemaFormat.AVRO, AVRO, new SubjectVersion(ORDERS, 2));
    Enforcer enforcer =
        enforcer(orders().schema(Registry.CONFLUENT, ORDERS, 1, CompatibilityMode.BACKWARD));

    // when
    Verdict verdict = judge(enforcer, order(7, null));

    // then
    assertThat(outcomes(verdict)).isEqualTo("PASS PASS PASS PASS PASS");
  }

  @Test
  void anUnknownSchemaFailsAndIsNotToldTwice() {
    // when
    Verdict verdict = judge(enforcer(orders()), order(8, null));

    // then
    assertThat(outcomes(verdict)).isEqualTo("PASS PASS FAIL SKIP SKIP");
    assertThat(GateHarness.codes(verdict, Gate.SCHEMA)).containsExactly("SCHEMA_UNKNOWN");
  }

  @Test
  void aRegistryThatIsAwayIsAWarningAndWhatIsKnownGoesOn() {
    // given
    schemas.register(7, SchemaFormat.AVRO, AVRO, new SubjectVersion(ORDERS, 1));
    schemas.register(8, SchemaFormat.AVRO, AVRO, new SubjectVersion(ORDERS, 2));
    Enforcer enforcer = enforcer(orders());
    judge(enforcer, order(7, null));

    // when
    schemas.away(true);
    Verdict known = judge(enforcer, order(7, null));
    Verdict other = judge(enforcer, order(8, null));
    schemas.away(false);
    Verdict later = judge(enforcer, order(8, null));

    // then
    assertThat(outcomes(known)).isEqualTo("PASS PASS PASS PASS PASS");
    assertThat(outcomes(other)).isEqualTo("PASS PASS WARN SKIP SKIP");
    assertThat(GateHarness.codes(other, Gate.SCHEMA)).containsExactly("REGISTRY_UNAVAILABLE");
    assertThat(outcomes(later)).isEqualTo("PASS PASS PASS PASS PASS");
  }

  @Test
  void aValueThatItsSchemaCannotReadIsUndecodable() {
    // given
    schemas.register(7, SchemaFormat.AVRO, AVRO, new SubjectVersion(ORDERS, 1));
    byte[] whole = order(7, null);

    // when
    Verdict verdict = judge(enforcer(orders()), Arrays.copyOf(whole, whole.length - 3));

    // then
    assertThat(outcomes(verdict)).isEqualTo("PASS PASS FAIL SKIP SKIP");
    assertThat(GateHarness.codes(verdict, Gate.SCHEMA)).containsExactly("UNDECODABLE");
  }

  @Test
  void jsonWithoutASchemaFailsWhereTheContractWantsOne() {
    // when
    Verdict verdict =
        judge(
            enforcer(orders()),
            "{\"order_id\":\"1\",\"event_time\":\"2026-01-14T12:00:00Z\",\"total\":12.34}"
                .getBytes(StandardCharsets.UTF_8));

    // then
    assertThat(outcomes(verdict)).isEqualTo("PASS PASS FAIL PASS PASS");
    assertThat(GateHarness.codes(verdict, Gate.SCHEMA)).containsExactly("SCHEMA_UNKNOWN");
  }

  @Test
  void aContractWithoutSchemaIsNotJudgedByG3() {
    // given
    schemas.register(7, SchemaFormat.AVRO, AVRO, new SubjectVersion(ORDERS, 1));

    // when
    Verdict verdict =
        judge(
            enforcer(contract("urn:dp:orders:created").required("order_id", FieldType.STRING)),
            order(7, null));

    // then
    assertThat(outcomes(verdict)).isEqualTo("PASS PASS SKIP PASS PASS");
  }
}
