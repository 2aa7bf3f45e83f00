package io.signalfactory.stream.enforce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalfactory.codec.CodecException;
import io.signalfactory.contract.document.ContractReader;
import io.signalfactory.event.json.JsonFormat;
import io.signalfactory.gate.ContractCatalog;
import io.signalfactory.gate.IdentityRules;
import io.signalfactory.rule.RuleCompiler;
import io.signalfactory.stream.MapStore;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.stream.kafka.RawPartitions;
import io.signalfactory.stream.kafka.RawTimestamps;
import io.signalfactory.stream.kafka.RecordScope;
import io.signalfactory.stream.report.SignalInput;
import io.signalfactory.stream.report.TallyId;
import io.signalfactory.stream.report.TallyStore;
import io.signalfactory.tally.SourcePartition;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records in batches: when they are answered, and what a failure in the middle of one does. */
class EnforceProcessorTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String TOPIC = "raw.shop.events";

  /** Counting its records fails, which stands for a mistake in our own code. */
  private static final String MISTAKEN = "raw.mistaken.events";

  /** Its records claim their keys. */
  private static final String UNIQUE = "raw.unique.events";

  private static final String UNIQUE_CONTRACT =
      """
      apiVersion: odcs/v1
      kind: DataContract
      metadata: {name: unique-events, version: 1, owner: shop, tier: 1}
      spec:
        dataset: {urn: "urn:dp:unique:events", topic: raw.unique.events}
        fields:
          required:
            - {name: id, type: integer}
        quality:
          rules:
            - {name: once, unique: [id], within: 10m, scope: dataset}
        slos:
          quality: {minRate: 0.95, windowMinutes: 5}
      """;

  /** Its two datasets differ by a field. */
  private static final String SHARED = "raw.shared.events";

  private static final String SHARED_CONTRACT =
      """
      apiVersion: odcs/v1
      kind: DataContract
      metadata: {name: shared, version: 1, owner: shop, tier: 1}
      spec:
        dataset: {urn: "urn:dp:shared:KIND", topic: raw.shared.events, match: {field: kind, equals: KIND}}
      """;

  private static final byte[] VALUE = "{\"id\":1}".getBytes(StandardCharsets.UTF_8);
  private static final long NOW_MS = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();

  @TempDir private Path folder;
  private final MapStore<Bytes> store = new MapStore<>(Names.TALLY_STORE);
  private final MapStore<Bytes> keys = new MapStore<>(Names.PARTITION_KEY_STORE);
  private final TallyStore tallies = new TallyStore(store);
  private final Incarnations partitions = new Incarnations();
  private final List<Long> answering = new ArrayList<>();
  private final List<ProducerRecord<byte[], byte[]>> written = new ArrayList<>();
  private final EvidenceRoute evidenceRoute = new EvidenceRoute("evidence");
  private MockProcessorContext<Object, Object> context;
  private Supplier<EnforceProcessor> processors;
  private EnforceProcessor enforce;
  private long offset;
  private long timesOutAt = -1;
  private boolean presentCommitted;

  @BeforeEach
  void start() {
    context =
        new MockProcessorContext<>(new Properties(), new TaskId(0, 0), new File(folder.toString()));
    context.setCurrentSystemTimeMs(NOW_MS);
    context.addStateStore(tallies);
    context.addStateStore(keys);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    registry.config().meterFilter(new Mistake());
    ContractCatalog catalog = new ContractCatalog(new JsonFormat());
    catalog.apply(
        new ContractReader(new RuleCompiler()).readOne("unique.yaml", UNIQUE_CONTRACT).contract());
    for (String kind : List.of("paid", "shipped")) {
      catalog.apply(
          new ContractReader(new RuleCompiler())
              .readOne("shared.yaml", SHARED_CONTRACT.replace("KIND", kind))
              .contract());
    }
    processors =
        () ->
            new EnforceProcessor(
                catalog,
                new IdentityRules(
                    List.of("x-obs-producer-service"), List.of("x-obs-producer-version"), Map.of()),
                partitions,
                new RawTimestamps(),
                new EventMetrics(registry),
                () -> 0,
                evidenceRoute,
                c -> new NotingScope());
    restart();
  }

  /** Begins with what is in the stores. */
  private void restart() {
    enforce = processors.get();
    enforce.init(context);
  }

  private void read(int records) {
    for (int i = 0; i < records; i++) {
      read(TOPIC, VALUE);
    }
  }

  private void read(String topic, byte[] value) {
    context.setRecordMetadata(topic, 0, offset++);
    enforce.process(new Record<>(null, value, NOW_MS, new RecordHeaders()));
  }

  private void readShared(String key, String kind) {
    byte[] value = kind == null ? null : "{\"kind\":\"%s\"}".formatted(kind).getBytes(UTF_8);
    context.setRecordMetadata(SHARED, 0, offset++);
    enforce.process(new Record<>(key.getBytes(UTF_8), value, NOW_MS, new RecordHeaders()));
  }

  private List<JsonNode> evidence() {
    return context.forwarded().stream()
        .filter(forward -> forward.record().value() instanceof EvidenceRecord)
        .map(forward -> read(((EvidenceRecord) forward.record().value()).json()))
        .toList();
  }

  private static JsonNode read(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Long> answered() {
    return evidence().stream().map(e -> e.path("source").path("offset").asLong(-1)).toList();
  }

  private static List<Long> offsets(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }

  private Map<String, Long> counted() {
    Map<String, Long> events = new TreeMap<>();
    tallies.drainUnreported(
        (id, tally) -> events.merge(id.datasetUrn(), tally.events(), Long::sum));
    return events;
  }

  @Test
  void recordsThatAreHeldWhenTheirTopicIsCreatedAgainHideNoneOfTheNewOnes() {
    // given
    partitions.topicId = "first";
    offset = 100;
    read(3);
    tallies.flushCache();
    read(3);
    // when
    partitions.isCreatedAgain("second");
    offset = 0;
    read(5);
    tallies.flushCache();
    // then
    assertThat(counted()).containsExactly(Map.entry("urn:dp:shop:events", 11L));
    assertThat(tallies.origin(new SourcePartition(TOPIC, 0)).topicId()).isEqualTo("second");
    assertThat(answered()).containsExactly(100L, 101L, 102L, 103L, 104L, 105L, 0L, 1L, 2L, 3L, 4L);
  }

  @Test
  void theFirstRecordsOfATopicBelongToTheIncarnationTheyWereReadFrom() {
    // given a batch that begins with a topic of which nothing is known
    partitions.topicId = "first";
    offset = 100;
    read(3);
    // when
    partitions.isCreatedAgain("second");
    offset = 0;
    read(5);
    tallies.flushCache();
    // then
    assertThat(counted()).containsExactly(Map.entry("urn:dp:shop:events", 8L));
  }

  @Test
  void aFullBatchIsAnsweredInTheOrderOfItsRecords() {
    // when
    read(RawBatch.MAX_RECORDS + 3);
    // then
    assertThat(answered()).isEqualTo(offsets(0, RawBatch.MAX_RECORDS));
    assertThat(counted())
        .containsExactly(Map.entry("urn:dp:shop:events", (long) RawBatch.MAX_RECORDS));
  }

  @Test
  void aCommitAnswersWhatIsHeldAndWritesItsTally() {
    // given
    read(3);
    assertThat(answered()).isEmpty();
    // when
    tallies.flushCache();
    // then
    assertThat(answered()).isEqualTo(offsets(0, 3));
    assertThat(counted()).containsExactly(Map.entry("urn:dp:shop:events", 3L));
    assertThat(store.content())
        .hasSize(4); // the tally, what is unsent, how far the source is, its clock
  }

  @Test
  void aTombstoneCountsWhereItsKeyWasSeenLastAlsoAfterARestart() {
    // given
    readShared("a", "paid");
    readShared("b", "paid");
    readShared("b", "shipped");
    tallies.flushCache();
    restart();
    // when
    readShared("a", null);
    readShared("b", null);
    readShared("c", null);
    tallies.flushCache();
    // then
    assertThat(evidence().subList(3, 6))
        .extracting(e -> e.at("/dataset_urn").asText() + " " + e.at("/gates/0/outcome").asText())
        .containsExactly(
            "urn:dp:shared:paid PASS", "urn:dp:shared:shipped PASS", "urn:dp:shared:events SKIP");
    assertThat(evidence()).noneMatch(e -> e.at("/outcome").asText().equals("FAIL"));
    assertThat(counted())
        .containsEntry("urn:dp:shared:paid", 3L)
        .containsEntry("urn:dp:shared:shipped", 2L)
        .containsEntry("urn:dp:shared:events", 1L);
  }

  @Test
  void keysAreRememberedOnlyWhereATombstoneCouldNotBeAttributedOtherwise() {
    // given
    context.setRecordMetadata(TOPIC, 0, offset++);
    enforce.process(new Record<>("k".getBytes(UTF_8), VALUE, NOW_MS, new RecordHeaders()));
    // when
    tallies.flushCache();
    // then
    assertThat(keys.content()).isEmpty();
  }

  @Test
  void whatSignalsIsToldHoldsTheRecordsThatWereHeld() {
    // given
    read(3);
    // when
    context.scheduledPunctuators().get(0).getPunctuator().punctuate(NOW_MS);
    // then
    assertThat(
            context.forwarded().stream()
                .map(forward -> forward.record().value())
                .filter(SignalInput.Partial.class::isInstance)
                .map(partial -> ((SignalInput.Partial) partial).tally().events()))
        .containsExactly(3L);
    assertThat(answered()).isEqualTo(offsets(0, 3));
  }

  @Test
  void onlyTheFirstEvidenceInAWhileGoesThroughTheSinkAndTheOthersToWhereItWouldSendThem() {
    // given
    Optional<Set<Integer>> sinks = theSinkIsAskedWith(3);
    read(RawBatch.MAX_RECORDS);
    context.setCurrentSystemTimeMs(NOW_MS + 99);
    // when
    read(RawBatch.MAX_RECORDS);
    // then
    assertThat(answered()).containsExactly(0L);
    assertThat(written)
        .extracting(record -> read(record.value()).path("source").path("offset").asLong(-1))
        .containsExactlyElementsOf(offsets(1, 2 * RawBatch.MAX_RECORDS));
    assertThat(written.subList(0, RawBatch.MAX_RECORDS - 1))
        .allMatch(record -> record.timestamp() == NOW_MS);
    assertThat(written.subList(RawBatch.MAX_RECORDS - 1, written.size()))
        .allMatch(record -> record.timestamp() == NOW_MS + 99);
    assertThat(written)
        .allSatisfy(
            record -> {
              assertThat(record.topic()).isEqualTo("evidence");
              assertThat(Set.of(record.partition())).isEqualTo(sinks.orElseThrow());
              assertThat(record.key()).asString().isEqualTo("urn:dp:shop:events");
              assertThat(record.headers()).isEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(longs = {100, -3_600_000})
  void aTenthOfASecondLaterTheSinkIsAskedAgainAndEvidenceGoesByWhatItIsToldThen(long later) {
    // given
    theSinkIsAskedWith(3);
    read(RawBatch.MAX_RECORDS);
    Optional<Set<Integer>> sinks = theSinkIsAskedWith(7);
    context.setCurrentSystemTimeMs(NOW_MS + later);
    written.clear();
    // when
    read(RawBatch.MAX_RECORDS);
    // then
    assertThat(answered()).containsExactly(0L, (long) RawBatch.MAX_RECORDS);
    assertThat(written)
        .hasSize(RawBatch.MAX_RECORDS - 1)
        .allMatch(record -> Set.of(record.partition()).equals(sinks.orElseThrow()));
  }

  /** As Kafka Streams does it for each record that it is given for the sink. */
  private Optional<Set<Integer>> theSinkIsAskedWith(int partitions) {
    return evidenceRoute.partitions(
        "evidence", null, new EvidenceRecord(VALUE, VALUE, TOPIC.hashCode()), partitions);
  }

  @Test
  void aLargeRecordDoesNotWaitForOthers() {
    // given
    read(2);
    // when
    read(TOPIC, new byte[RawBatch.MAX_BYTES]);
    // then
    assertThat(answered()).isEqualTo(offsets(0, 3));
  }

  @Test
  void theTimeOfProcessingIsWhenTheRecordCameNotWhenItWasAnswered() {
    // given
    read(1);
    context.setCurrentSystemTimeMs(NOW_MS + 700);
    read(1);
    context.setCurrentSystemTimeMs(NOW_MS + 900);
    // when
    tallies.flushCache();
    // then
    assertThat(evidence())
        .extracting(e -> e.path("processing_time").asText(), e -> e.path("lag_ms").asLong(-1))
        .containsExactly(
            tuple("2026-03-02T12:00:00.000Z", 0L), tuple("2026-03-02T12:00:00.700Z", 700L));
  }

  @Test
  void whatIsForwardedIsMarkedAsTheAnswerToItsRecord() {
    // given
    read(3);
    // when
    tallies.flushCache();
    // then
    assertThat(answering).isEqualTo(offsets(0, 3));
  }

  @Test
  void aRecordThatOurCodeFailsOnIsADeadLetterAmongTheEvidenceOfItsNeighbours() {
    // given
    read(1);
    read(MISTAKEN, VALUE);
    read(1);
    // when
    tallies.flushCache();
    // then
    assertThat(answered()).containsExactly(0L, 2L);
    assertThat(
            context.forwarded(Names.DEAD_LETTER_SINK).stream()
                .map(
                    letter ->
                        new String(
                            letter.record().headers().lastHeader(DeadLetter.OFFSET).value(),
                            StandardCharsets.UTF_8)))
        .containsExactly("1");
  }

  @Test
  void aTaskWhoseStoreFailsNeitherAnswersNorCommitsAgainstHandlersThatGoOn() {
    // given: a tally in the store that cannot be read
    store.put(
        Bytes.wrap(
            new TallyId(NOW_MS / 60_000, new SourcePartition(TOPIC, 0), "urn:dp:shop:events")
                .toBytes()),
        new byte[] {-1});
    read(RawBatch.MAX_RECORDS - 1);
    assertThatThrownBy(() -> read(1)).isInstanceOf(CodecException.class);
    // when
    assertThatThrownBy(() -> read(1)).isInstanceOf(CodecException.class);
    // then
    assertThatThrownBy(tallies::flushCache).isInstanceOf(CodecException.class);
    assertThat(context.forwarded()).isEmpty();
  }

  @Test
  void aRecordThatIsCountedAgainAfterItsStoreFailedClaimsItsKeyOnce() {
    // given: a tally that cannot be read at first
    Bytes tally =
        Bytes.wrap(
            new TallyId(NOW_MS / 60_000, new SourcePartition(UNIQUE, 0), "urn:dp:unique:events")
                .toBytes());
    store.put(tally, new byte[] {-1});
    read(UNIQUE, VALUE);
    assertThatThrownBy(tallies::flushCache).isInstanceOf(CodecException.class);
    store.delete(tally);
    // when
    tallies.flushCache();
    // then
    assertThat(answered()).containsExactly(0L);
    assertThat(context.forwarded(Names.BY_KEY_FILTER)).hasSize(1);
  }

  @Test
  void aRecordThatIsGivenAgainAfterATimeoutIsAnsweredOnceAndSoAreTheOthers() {
    // given
    timesOutAt = 5;
    read(RawBatch.MAX_RECORDS - 1);
    assertThatThrownBy(() -> read(1)).isInstanceOf(TimeoutException.class);
    offset--;
    // when
    read(1);
    // then
    assertThat(answered()).isEqualTo(offsets(0, RawBatch.MAX_RECORDS));
    assertThat(counted())
        .containsExactly(Map.entry("urn:dp:shop:events", (long) RawBatch.MAX_RECORDS));
  }

  @Test
  void aTaskThatStartsAgainAnswersFromItsLastCommitOn() {
    // given
    read(2);
    tallies.clearCache();
    offset = 0;
    enforce.init(context);
    read(1);
    // when
    tallies.flushCache();
    // then
    assertThat(answered()).containsExactly(0L);
  }

  @Test
  void aCommitTakesTheOffsetsOfThePartitionsThatTheTaskReadsNow() {
    // given
    read(1);
    // when
    tallies.flushCache();
    // then: Kafka Streams would ask for those of topics that are gone
    assertThat(presentCommitted).isTrue();
  }

  /** Notes which records are said to be answered. */
  private final class NotingScope implements RecordScope {

    @Override
    public void run(Runnable work) {
      work.run();
    }

    @Override
    public void commitPresentPartitions() {
      presentCommitted = true;
    }

    @Override
    public void forwardFor(RecordMetadata record) {
      if (record.offset() == timesOutAt) {
        timesOutAt = -1;
        throw new TimeoutException("the producer's buffer is full");
      }
      answering.add(record.offset());
    }

    @Override
    public void write(String sink, ProducerRecord<byte[], byte[]> record) {
      assertThat(sink).isEqualTo(Names.EVIDENCE_SINK);
      written.add(record);
    }
  }

  /** Makes counting the records of one dataset fail. */
  private static final class Mistake implements MeterFilter {

    @Override
    public MeterFilterReply accept(Meter.Id id) {
      if ("urn:dp:mistaken:events".equals(id.getTag("dataset"))) {
        throw new IllegalStateException("a mistake");
      }
      return MeterFilterReply.NEUTRAL;
    }
  }

  /** Topics that can be deleted and created again. */
  private static final class Incarnations implements RawPartitions {
    private String topicId = "";
    private long changes;

    void isCreatedAgain(String id) {
      topicId = id;
      changes++;
    }

    @Override
    public String topicId(SourcePartition source) {
      return topicId;
    }

    @Override
    public long incarnationChanges() {
      return changes;
    }

    @Override
    public OptionalLong lag(SourcePartition source) {
      return OptionalLong.of(0);
    }

    @Override
    public Set<SourcePartition> readBy(TaskId task) {
      return Set.of();
    }

    @Override
    public OptionalInt countOf(String topic) {
      return OptionalInt.of(0);
    }
  }
}
