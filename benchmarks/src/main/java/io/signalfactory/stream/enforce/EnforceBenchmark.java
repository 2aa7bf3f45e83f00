package io.signalfactory.stream.enforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.signalfactory.benchmarks.OrderEvents;
import io.signalfactory.contract.SchemaReference.Registry;
import io.signalfactory.contract.document.ContractReader;
import io.signalfactory.event.PartitionClock;
import io.signalfactory.event.PayloadFormat;
import io.signalfactory.event.avro.AvroLanguage;
import io.signalfactory.event.framed.FramedFormat;
import io.signalfactory.event.framed.Framing;
import io.signalfactory.event.json.JsonFormat;
import io.signalfactory.event.protobuf.ProtobufLanguage;
import io.signalfactory.evidence.EvidenceForms;
import io.signalfactory.evidence.EvidenceJson;
import io.signalfactory.gate.ContractCatalog;
import io.signalfactory.gate.Enforcer;
import io.signalfactory.gate.IdentityRules;
import io.signalfactory.gate.Outcome;
import io.signalfactory.gate.PayloadFormats;
import io.signalfactory.gate.TopicFormat;
import io.signalfactory.gate.Verdict;
import io.signalfactory.rule.RuleCompiler;
import io.signalfactory.schema.SchemaFormat;
import io.signalfactory.stream.report.Origin;
import io.signalfactory.tally.MinuteBucket;
import io.signalfactory.tally.SourcePartition;
import io.signalfactory.tally.Tally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What ENFORCE does with one record, Kafka aside, beside Jackson's tree of the same record. In the
 * product's package, as what a tally is told of a record is known only there.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EnforceBenchmark {

  private static final String TOPIC = "raw.orders.events";
  private static final int PARTITIONS = 4;
  private static final int EVENTS = 1_024;
  private static final String SCHEMA =
      """
      {"$schema": "https://json-schema.org/draft/2020-12/schema",
       "type": "object",
       "required": ["order_id", "customer_id", "event_time", "total_amount"],
       "properties": {
         "order_id": {"type": "string", "minLength": 1},
         "customer_id": {"type": "string"},
         "event_time": {"type": "string", "format": "date-time"},
         "total_amount": {"type": "number", "exclusiveMinimum": 0}}}
      """;

  private final JsonMapper json = new JsonMapper();
  private final Observations observations = new Observations();
  private final EvidenceJson evidenceJson = new EvidenceJson();
  private final EvidenceForms evidenceForms = new EvidenceForms();
  private final byte[][] events = new byte[EVENTS][];
  private final List<Record<byte[], byte[]>> records = new ArrayList<>();
  private final List<Record<byte[], byte[]>> faulty = new ArrayList<>();
  private final List<Record<byte[], byte[]>> avro = new ArrayList<>();
  private final List<Record<byte[], byte[]>> protobuf = new ArrayList<>();
  private final long nowMs = Instant.parse("2026-01-14T12:34:56.789Z").toEpochMilli();
  private Enforcer enforcer;
  private Enforcer bySchema;
  private RawTopic rawTopic;
  private Tally tally;
  private Verdict verdict;
  private MinuteBucket minute;
  private final Place place = new Place();
  private final tools.jackson.databind.json.JsonMapper schemaJson =
      new tools.jackson.databind.json.JsonMapper();
  // By default it takes a format for a remark; the contract's type timestamp is a check.
  private final Schema schema =
      SchemaRegistry.withDefaultDialect(
              SpecificationVersion.DRAFT_2020_12,
              registry ->
                  registry.schemaRegistryConfig(
                      SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()))
          .getSchema(SCHEMA);

  /** Reads the contract of the orders from the folder that {@code -Dhome} names. */
  @Setup
  public void setUp() throws IOException {
    Path file = Path.of(System.getProperty("home", ".."), "contracts/orders/order-created.yaml");
    String contract = Files.readString(file);
    enforcer = enforcer(new ContractCatalog(new JsonFormat()), contract);
    OrderFormats schemas = new OrderFormats();
    PayloadFormat framed =
        new FramedFormat(
            Framing.RECOGNISED,
            schemas,
            Map.of(
                SchemaFormat.AVRO,
                AvroLanguage::new,
                SchemaFormat.PROTOBUF,
                ProtobufLanguage::new));
    PayloadFormats formats =
        contracts ->
            new TopicFormat(framed, Registry.CONFLUENT, schemas, (schema, reference, mode) -> null);
    bySchema =
        enforcer(
            new ContractCatalog(formats),
            contract.replace(
                "\nspec:\n",
                "\nspec:\n  schema: {registry: confluent, subject: "
                    + OrderFormats.SUBJECT
                    + "}\n"));
    rawTopic = new RawTopic(enforcer, new SourcePartition(TOPIC, 0), Origin.UNKNOWN, 0);
    OrderEvents orders = new OrderEvents("order.created", 0);
    OrderEvents faultyOrders = new OrderEvents("order.created", 1);
    for (int i = 0; i < EVENTS; i++) {
      events[i] = orders.next(Instant.ofEpochMilli(nowMs));
      records.add(record(events[i]));
      JsonNode order = json.readTree(events[i]);
      avro.add(record(OrderFormats.avro(order)));
      protobuf.add(record(OrderFormats.protobuf(order)));
      faulty.add(record(faultyOrders.next(Instant.ofEpochMilli(nowMs))));
    }
    for (Record<byte[], byte[]> written : List.of(avro.get(0), protobuf.get(0))) {
      Outcome outcome =
          bySchema.judge(new HeldRecord(written, place, nowMs, false), nowMs).outcome();
      if (outcome != Outcome.PASS) {
        throw new IllegalStateException("expected PASS, not " + outcome);
      }
    }
    tally = new Tally();
    minute = MinuteBucket.EMPTY;
    verdict = judged(next(records));
    tally.add(observations.of(verdict, Marks.of(verdict, true)));
    for (int partition = 0; partition < PARTITIONS; partition++) {
      minute = minute.merge(new SourcePartition(TOPIC, partition), tally.snapshot());
    }
  }

  private static Enforcer enforcer(ContractCatalog catalog, String contract) {
    catalog.apply(
        new ContractReader(new RuleCompiler()).readOne("order-created.yaml", contract).contract());
    return new Enforcer(
        catalog.plan(TOPIC),
        new IdentityRules(
            List.of("x-obs-producer-service"), List.of("x-obs-producer-version"), Map.of()),
        new PartitionClock());
  }

  /**
   * Fails unless the JSON Schema validator does the work that it is compared for. At the end, as
   * code that has met faults may be compiled otherwise.
   */
  @TearDown
  public void requireTheSameJudgement() {
    String healthy = new String(events[0], StandardCharsets.UTF_8);
    requireTheSameJudgement(Outcome.PASS, healthy);
    Map<String, String> faults =
        Map.of(
            "customer_id", "customer",
            "\"order_id\":\"[^\"]*\"", "\"order_id\":\"\"",
            "\"event_time\":\"[^\"]*\"", "\"event_time\":\"2026-01-32T00:00:00Z\"",
            "\"total_amount\":", "\"total_amount\":-",
            "\"total_amount\":[^,]*", "\"total_amount\":\"12.50\"");
    faults.forEach(
        (sound, fault) ->
            requireTheSameJudgement(Outcome.FAIL, healthy.replaceFirst(sound, fault)));
  }

  private void requireTheSameJudgement(Outcome expected, String event) {
    byte[] value = event.getBytes(StandardCharsets.UTF_8);
    Outcome own =
        enforcer.judge(new HeldRecord(record(value), place, nowMs, false), nowMs).outcome();
    boolean valid = schema.validate(schemaJson.readTree(value)).isEmpty();
    if (own != expected || valid != (expected == Outcome.PASS)) {
      throw new IllegalStateException(
          "expected "
              + expected
              + ": ENFORCE says "
              + own
              + ", JSON Schema "
              + (valid ? "valid" : "invalid")
              + " of "
              + event);
    }
  }

  /** Judges a record as the processor does: it has its position from then on. */
  private Verdict judged(HeldRecord held) {
    Verdict judged = enforcer.judge(held, nowMs);
    held.judged(rawTopic, judged);
    return judged;
  }

  /** Parse, five gates, Evidence as bytes, tally. */
  @Benchmark
  public byte[] enforce() {
    Verdict verdict = judged(next(records));
    byte[] json = evidenceJson.write(verdict, evidenceForms, nowMs);
    tally.add(observations.of(verdict, Marks.of(verdict, true)));
    return json;
  }

  /** The same of records in Avro, with G3. */
  @Benchmark
  public byte[] enforceAvro() {
    return enforcedBySchema(next(avro));
  }

  /** The same of records in Protobuf, with G3. */
  @Benchmark
  public byte[] enforceProtobuf() {
    return enforcedBySchema(next(protobuf));
  }

  private byte[] enforcedBySchema(HeldRecord held) {
    Verdict verdict = bySchema.judge(held, nowMs);
    held.judged(rawTopic, verdict);
    byte[] json = evidenceJson.write(verdict, evidenceForms, nowMs);
    tally.add(observations.of(verdict, Marks.of(verdict, true)));
    return json;
  }

  /** The same of records that leave out a required field. */
  @Benchmark
  public byte[] enforceFaulty() {
    Verdict verdict = judged(next(faulty));
    byte[] json = evidenceJson.write(verdict, evidenceForms, nowMs);
    tally.add(observations.of(verdict, Marks.of(verdict, true)));
    return json;
  }

  /** Parse and five gates. */
  @Benchmark
  public Verdict judge() {
    return judged(next(records));
  }

  /** Evidence of a healthy record as bytes. */
  @Benchmark
  public byte[] evidence() {
    place.offset++;
    return evidenceJson.write(verdict, evidenceForms, nowMs);
  }

  /** A healthy record into its tally. */
  @Benchmark
  public Tally tally() {
    place.offset++;
    tally.add(observations.of(verdict, Marks.of(verdict, true)));
    return tally;
  }

  /** A tally of one partition into the minute of its dataset, which four partitions carry. */
  @Benchmark
  public MinuteBucket merge() {
    place.offset++;
    tally.add(observations.of(verdict, Marks.of(verdict, true)));
    return minute.merge(new SourcePartition(TOPIC, 0), tally.snapshot());
  }

  /** As a consumer has it: with headers of its own. */
  private Record<byte[], byte[]> record(byte[] event) {
    Header[] headers =
        OrderEvents.headers().stream()
            .map(header -> new RecordHeader(header.key(), header.value().clone()))
            .toArray(Header[]::new);
    return new Record<>(new byte[0], event, nowMs, new RecordHeaders(headers));
  }

  private HeldRecord next(List<Record<byte[], byte[]>> of) {
    place.offset++;
    return new HeldRecord(of.get((int) (place.offset % EVENTS)), place, nowMs, false);
  }

  /** Where a record lies: Kafka Streams has it ready, hence nothing of it is measured here. */
  private static final class Place implements RecordMetadata {
    private long offset;

    @Override
    public String topic() {
      return TOPIC;
    }

    @Override
    public int partition() {
      return 0;
    }

    @Override
    public long offset() {
      return offset;
    }
  }

  /** The unit: Jackson's tree of the record, and nothing done with it. */
  @Benchmark
  public JsonNode readTree() throws IOException {
    return json.readTree(events[(int) (place.offset++ % EVENTS)]);
  }

  /** A JSON Schema validator, from bytes: the contract's required fields, types and limits. */
  @Benchmark
  public List<com.networknt.schema.Error> jsonSchema() {
    return schema.validate(schemaJson.readTree(events[(int) (place.offset++ % EVENTS)]));
  }
}
