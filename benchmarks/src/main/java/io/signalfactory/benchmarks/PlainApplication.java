package io.signalfactory.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.config.Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/**
 * What a good engineer writes in an afternoon: the same checks with Jackson trees, Evidence as
 * JSON, and freshness, hourly volume and compliance as three aggregations of the DSL over a
 * repartition of every record. It judges nothing, finds no causes and notices no silence.
 */
final class PlainApplication {

  private static final JsonMapper JSON = new JsonMapper();

  private PlainApplication() {}

  /**
   * Runs the plain DSL application until the process is stopped.
   *
   * @param args the configuration file
   */
  public static void main(String[] args) {
    Settings settings = Settings.load(Path.of(args[0]), Map.of());
    StreamsBuilder builder = new StreamsBuilder();
    KStream<byte[], Judged> judged =
        builder.stream(
                settings.rawTopicPattern(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
            .processValues(Judge::new);
    judged
        .mapValues(Judged::evidence)
        .to(settings.evidenceTopic(), Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    KGroupedStream<String, byte[]> byDataset =
        judged
            .map(
                (key, value) ->
                    org.apache.kafka.streams.KeyValue.pair(value.urn(), value.toBytes()))
            .repartition(
                Repartitioned.<String, byte[]>as("by-dataset")
                    .withKeySerde(Serdes.String())
                    .withValueSerde(Serdes.ByteArray())
                    .withNumberOfPartitions(settings.signalsPartitions()))
            .groupByKey();
    byDataset.aggregate(
        () -> 0L,
        (urn, value, latest) -> Math.max(latest, Judged.eventTimeMs(value)),
        Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as("latest")
            .withKeySerde(Serdes.String())
            .withValueSerde(Serdes.Long()));
    Duration grace = Duration.ofDays(2);
    byDataset
        .windowedBy(TimeWindows.ofSizeAndGrace(Duration.ofHours(1), grace))
        .count(Materialized.<String, Long, WindowStore<Bytes, byte[]>>as("volume"));
    byDataset
        .windowedBy(TimeWindows.ofSizeAndGrace(Duration.ofMinutes(5), grace))
        .aggregate(
            Compliance::none,
            (urn, value, before) -> before.plus(Judged.passed(value)),
            Materialized.<String, Compliance, WindowStore<Bytes, byte[]>>as("compliance")
                .withKeySerde(Serdes.String())
                .withValueSerde(Compliance.SERDE));
    Run.untilStopped(builder, settings);
  }

  /** One record, judged. */
  private record Judged(String urn, long eventTime, boolean pass, byte[] evidence) {

    byte[] toBytes() {
      return ByteBuffer.allocate(9).putLong(eventTime).put((byte) (pass ? 1 : 0)).array();
    }

    static long eventTimeMs(byte[] bytes) {
      return ByteBuffer.wrap(bytes).getLong();
    }

    static boolean passed(byte[] bytes) {
      return bytes[8] == 1;
    }
  }

  private record Compliance(long events, long passed) {

    static final Serde<Compliance> SERDE =
        Serdes.serdeFrom(
            (topic, value) ->
                ByteBuffer.allocate(16).putLong(value.events).putLong(value.passed).array(),
            (topic, bytes) -> {
              ByteBuffer buffer = ByteBuffer.wrap(bytes);
              return new Compliance(buffer.getLong(), buffer.getLong());
            });

    static Compliance none() {
      return new Compliance(0, 0);
    }

    Compliance plus(boolean pass) {
      return new Compliance(events + 1, passed + (pass ? 1 : 0));
    }
  }

  /** The gates, on a tree. */
  private static final class Judge extends ContextualFixedKeyProcessor<byte[], byte[], Judged> {

    @Override
    public void process(FixedKeyRecord<byte[], byte[]> record) {
      RecordMetadata source = context().recordMetadata().orElseThrow();
      context().forward(record.withValue(judge(record, source)));
    }

    private static Judged judge(FixedKeyRecord<byte[], byte[]> record, RecordMetadata source) {
      ObjectNode evidence = JSON.createObjectNode();
      ArrayNode violations = JSON.createArrayNode();
      String service = header(record, "x-obs-producer-service");
      String version = header(record, "x-obs-producer-version");
      if (service == null) {
        violations.addObject().put("gate", "G2").put("code", "PRODUCER_UNKNOWN");
      }
      String urn = "urn:dp:inferred:" + source.topic();
      long eventTime = record.timestamp();
      try {
        JsonNode event = JSON.readTree(record.value());
        if (event.path("event_type").asText().equals("order.created")) {
          urn = "urn:dp:orders:created";
        }
        require(event, "order_id", event.path("order_id").isTextual(), violations);
        require(event, "customer_id", event.path("customer_id").isTextual(), violations);
        require(event, "total_amount", event.path("total_amount").isNumber(), violations);
        if (require(event, "event_time", event.path("event_time").isTextual(), violations)) {
          try {
            eventTime =
                OffsetDateTime.parse(event.path("event_time").asText()).toInstant().toEpochMilli();
          } catch (DateTimeParseException e) {
            violations.addObject().put("gate", "G4").put("code", "TYPE_MISMATCH");
          }
        }
        if (event.path("order_id").asText().isEmpty()) {
          violations.addObject().put("gate", "G5").put("rule", "order_id_not_empty");
        }
        if (event.path("total_amount").asDouble() <= 0) {
          violations.addObject().put("gate", "G5").put("rule", "total_amount_positive");
        }
      } catch (IOException e) {
        violations.addObject().put("gate", "G4").put("code", "MALFORMED_PAYLOAD");
      }
      boolean pass = violations.isEmpty();
      evidence.put("evidence_id", id(source).toString()).put("dataset_urn", urn);
      evidence
          .putObject("source")
          .put("topic", source.topic())
          .put("partition", source.partition())
          .put("offset", source.offset());
      evidence.putObject("producer").put("service", service).put("version", version);
      evidence.put("event_time", Instant.ofEpochMilli(eventTime).toString());
      evidence.put("processing_time", Instant.now().toString());
      evidence.put("trace", header(record, "traceparent"));
      evidence.put("outcome", pass ? "PASS" : "FAIL").set("violations", violations);
      try {
        return new Judged(urn, eventTime, pass, JSON.writeValueAsBytes(evidence));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a tree of our own cannot be written", e);
      }
    }

    private static UUID id(RecordMetadata source) {
      String coordinates = source.topic() + "-" + source.partition() + "@" + source.offset();
      return UUID.nameUUIDFromBytes(coordinates.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean require(
        JsonNode event, String field, boolean hasType, ArrayNode violations) {
      if (!event.has(field)) {
        violations
            .addObject()
            .put("gate", "G4")
            .put("code", "MISSING_REQUIRED_FIELD")
            .put("field", field);
      } else if (!hasType) {
        violations.addObject().put("gate", "G4").put("code", "TYPE_MISMATCH").put("field", field);
      }
      return hasType;
    }

    private static String header(FixedKeyRecord<byte[], byte[]> record, String name) {
      Header header = record.headers().lastHeader(name);
      return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
  }
}
