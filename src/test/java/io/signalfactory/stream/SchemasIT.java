package io.signalfactory.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.CodedOutputStream;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalfactory.config.OwnTopics;
import io.signalfactory.config.Settings;
import io.signalfactory.config.TopicAdmin;
import io.signalfactory.config.TopicSpec;
import io.signalfactory.schema.SchemaFormat;
import io.signalfactory.testkit.BrokerFixture;
import io.signalfactory.testkit.RegistryFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Records whose schemas are in a real registry, which stops and starts in mid-stream. */
class SchemasIT {

  @RegisterExtension static final BrokerFixture BROKER = new BrokerFixture();
  @RegisterExtension static final RegistryFixture REGISTRY = new RegistryFixture();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** How much Evidence there is before the registry stops. */
  private static final int BEFORE = 7;

  private static final String AVRO_TOPIC = "raw.schemas.orders";
  private static final String JSON_TOPIC = "raw.schemas.refunds";
  private static final String REFUND =
      """
      {"type":"object","required":["event_time"],"properties":{"cents":{"type":"integer","minimum":1}}}
      """;
  private static final String PROTO_TOPIC = "raw.schemas.payments";
  private static final String ORDER =
      """
      {"type":"record","name":"Order","fields":[
        {"name":"order_id","type":"string"},
        {"name":"event_time","type":{"type":"long","logicalType":"timestamp-millis"}}%s]}
      """;
  private static final String V1 = ORDER.formatted("");
  private static final String V2 =
      ORDER.formatted(",{\"name\":\"channel\",\"type\":[\"null\",\"string\"],\"default\":null}");
  private static final String OTHER =
      "{\"type\":\"record\",\"name\":\"Other\",\"fields\":[{\"name\":\"order_id\",\"type\":\"string\"}]}";
  private static final String PAYMENT =
      """
      syntax = "proto3";
      message Payment {
        string payment_id = 1;
        string event_time = 2;
        int64 cents = 3;
      }
      """;

  @Test
  void judgesByTheSchemasOfARegistryThatIsAwayForAWhile() throws Exception {
    // given
    final int first = REGISTRY.register("orders-value", SchemaFormat.AVRO, V1);
    final int second = REGISTRY.register("orders-value", SchemaFormat.AVRO, V2);
    final int other = REGISTRY.register("other-value", SchemaFormat.AVRO, OTHER);
    final int refund = REGISTRY.register("refunds-value", SchemaFormat.JSON, REFUND);
    final int payment = REGISTRY.register("payments-value", SchemaFormat.PROTOBUF, PAYMENT);
    Settings settings = prepare();

    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (StreamApplication application = new StreamApplication(settings, meters)) {
      application.start();
      assertThat(application.awaitRunning(PATIENCE)).isTrue();

      // when
      send(AVRO_TOPIC, order(first, V1));
      send(AVRO_TOPIC, order(other, OTHER));
      send(AVRO_TOPIC, "{\"order_id\":\"1\",\"event_time\":\"" + Instant.now() + "\"}");
      send(PROTO_TOPIC, payment(payment, 500));
      send(PROTO_TOPIC, payment(payment, -1));
      send(JSON_TOPIC, refund(refund, 5));
      send(JSON_TOPIC, refund(refund, 0));
      awaitEvidence(settings, BEFORE);
      REGISTRY.stop();
      send(AVRO_TOPIC, order(first, V1));
      send(AVRO_TOPIC, order(second, V2));
      awaitEvidence(settings, BEFORE + 2);
      REGISTRY.start();
      int more = untilKnown(settings, second);

      // then
      List<String> judged = judged(settings);
      assertThat(judged.subList(0, BEFORE + 2))
          .containsExactlyInAnyOrder(
              AVRO_TOPIC + "@0 PASS []",
              AVRO_TOPIC
                  + "@1 FAIL [SCHEMA_SUBJECT_MISMATCH, MISSING_REQUIRED_FIELD,"
                  + " EVENT_TIME_MISSING]",
              AVRO_TOPIC + "@2 FAIL [SCHEMA_UNKNOWN]",
              PROTO_TOPIC + "@0 PASS []",
              PROTO_TOPIC + "@1 FAIL [RULE_FAILED]",
              JSON_TOPIC + "@0 PASS []",
              JSON_TOPIC + "@1 FAIL [SCHEMA_MISMATCH]",
              AVRO_TOPIC + "@3 PASS []",
              AVRO_TOPIC + "@4 WARN [REGISTRY_UNAVAILABLE]");
      assertThat(judged).hasSize(BEFORE + 2 + more);
      assertThat(judged.get(judged.size() - 1))
          .isEqualTo(AVRO_TOPIC + "@" + (4 + more) + " PASS []");
      assertThat(meters.get("signal_factory_registry_unavailable").functionCounter().count())
          .isGreaterThanOrEqualTo(1);
      assertThat(meters.get("signal_factory_registry_answering").gauge().value()).isEqualTo(1);
      assertThat(meters.get("signal_factory_registry_schemas").gauge().value()).isEqualTo(8);
    }
  }

  /** Sends events with a schema that is not known yet, until one is read by it. */
  private static int untilKnown(Settings settings, int schema) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    for (int sent = 1; Instant.now().isBefore(end); sent++) {
      send(AVRO_TOPIC, order(schema, V2));
      awaitEvidence(settings, BEFORE + 2 + sent);
      if (judged(settings).get(BEFORE + 1 + sent).contains("PASS")) {
        return sent;
      }
    }
    throw new AssertionError("the registry is back, and its schemas are not read");
  }

  private static Settings prepare() throws Exception {
    Settings settings =
        BROKER.settings(
            Map.of(
                "commit.interval.ms", "200",
                "application.id", "schemas",
                "topic.prefix", "schemas.",
                "raw.topic.pattern", "raw\\.schemas\\..+",
                "topics.replication.factor", "1",
                "registry.confluent.urls", REGISTRY.url(),
                "registry.timeout.ms", "1000"));
    try (Admin admin = BROKER.admin()) {
      TopicAdmin topics = new TopicAdmin(admin);
      topics.create(OwnTopics.of(settings));
      topics.create(
          List.of(
              new TopicSpec(AVRO_TOPIC, 1, (short) 1, Map.of()),
              new TopicSpec(JSON_TOPIC, 1, (short) 1, Map.of()),
              new TopicSpec(PROTO_TOPIC, 1, (short) 1, Map.of())));
    }
    contract(
        settings,
        "urn:dp:schemas:orders",
        AVRO_TOPIC,
        "orders-value",
        """
          fields:
            required:
              - {name: order_id, type: string}
              - {name: event_time, type: timestamp}
        """);
    contract(settings, "urn:dp:schemas:refunds", JSON_TOPIC, "refunds-value", "");
    contract(
        settings,
        "urn:dp:schemas:payments",
        PROTO_TOPIC,
        "payments-value",
        """
          fields:
            required:
              - {name: payment_id, type: string}
              - {name: event_time, type: timestamp}
              - {name: cents, type: integer}
          quality:
            rules:
              - {name: cents_positive, expression: "cents > 0"}
        """);
    return settings;
  }

  private static void contract(
      Settings settings, String urn, String topic, String subject, String rest) throws Exception {
    String yaml =
        """
        apiVersion: odcs/v1
        kind: DataContract
        metadata: {name: schemas, version: "1", owner: team, tier: 1}
        spec:
          dataset: {urn: "%s", topic: %s}
          schema: {registry: confluent, subject: %s, version: 1, compatibility: BACKWARD}
        """
            .formatted(urn, topic, subject);
    BROKER.produce(
        List.of(
            new ProducerRecord<>(
                settings.contractsTopic(), urn.getBytes(UTF_8), (yaml + rest).getBytes(UTF_8))));
  }

  private static void send(String topic, String value) throws Exception {
    send(topic, value.getBytes(UTF_8));
  }

  private static void send(String topic, byte[] value) throws Exception {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, value);
    record.headers().add("x-obs-producer-service", "orders-svc".getBytes(UTF_8));
    record.headers().add("x-obs-producer-version", "v1".getBytes(UTF_8));
    BROKER.produce(List.of(record));
  }

  private static byte[] order(int schemaId, String text) throws IOException {
    Schema schema = new Schema.Parser().parse(text);
    GenericRecord order = new GenericData.Record(schema);
    order.put("order_id", "o-1");
    if (schema.getField("event_time") != null) {
      order.put("event_time", System.currentTimeMillis());
    }
    ByteArrayOutputStream out = framed(schemaId);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(schema).write(order, encoder);
    return out.toByteArray();
  }

  private static ByteArrayOutputStream framed(int schemaId) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    out.writeBytes(ByteBuffer.allocate(4).putInt(schemaId).array());
    return out;
  }

  private static byte[] payment(int schemaId, long cents) throws IOException {
    ByteArrayOutputStream out = framed(schemaId);
    out.write(0);
    CodedOutputStream coded = CodedOutputStream.newInstance(out);
    coded.writeString(1, "p-1");
    coded.writeString(2, Instant.now().toString());
    coded.writeInt64(3, cents);
    coded.flush();
    return out.toByteArray();
  }

  private static byte[] refund(int schemaId, long cents) {
    ByteArrayOutputStream out = framed(schemaId);
    out.writeBytes(
        "{\"event_time\":\"%s\",\"cents\":%d}".formatted(Instant.now(), cents).getBytes(UTF_8));
    return out.toByteArray();
  }

  private static void awaitEvidence(Settings settings, int number) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(BROKER.readCommitted(settings.evidenceTopic())).hasSize(number));
  }

  /** Place, outcome and codes of all Evidence, in the order in which it was written. */
  private static List<String> judged(Settings settings) {
    List<ConsumerRecord<byte[], byte[]>> records =
        new ArrayList<>(BROKER.readCommitted(settings.evidenceTopic()));
    return records.stream()
        .map(SchemasIT::json)
        .sorted(Comparator.comparing(e -> e.path("processing_time").asText()))
        .map(
            e ->
                e.at("/source/topic").asText()
                    + "@"
                    + e.at("/source/offset").asText()
                    + " "
                    + e.path("outcome").asText()
                    + " "
                    + e.path("gates").findValuesAsText("code"))
        .toList();
  }

  private static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
    try {
      return JSON.readTree(record.value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
