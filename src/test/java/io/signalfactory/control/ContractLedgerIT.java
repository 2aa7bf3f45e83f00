package io.signalfactory.control;

import static io.signalfactory.testkit.ContractBuilder.contract;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.config.OwnTopics;
import io.signalfactory.config.Settings;
import io.signalfactory.config.TopicAdmin;
import io.signalfactory.contract.Contract;
import io.signalfactory.contract.FieldType;
import io.signalfactory.contract.document.ContractWriter;
import io.signalfactory.revision.ContractRevision;
import io.signalfactory.revision.ContractRevisionJson;
import io.signalfactory.testkit.BrokerFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ContractLedgerIT {

  @RegisterExtension static final BrokerFixture BROKER = new BrokerFixture();

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String URN = "urn:dp:orders:created";
  private static final Author ALICE = new Author("alice", ContractRevision.Via.HTTP);
  private static int runs;

  private Settings settings;
  private ContractLedger ledger;

  @BeforeEach
  void topicsOfItsOwn() {
    settings = settings("ledger");
    try (Admin admin = BROKER.admin()) {
      new TopicAdmin(admin).create(OwnTopics.of(settings));
    }
    ledger = ledger(settings);
  }

  /** Settings of an application, for the topics of this test. */
  private static Settings settings(String application) {
    return BROKER.settings(
        Map.of(
            "application.id",
            application,
            "topic.prefix",
            "l" + ++runs + ".",
            "topics.replication.factor",
            "1"));
  }

  private static ContractLedger ledger(Settings settings) {
    return new ContractLedger(
        settings,
        () -> LastRevisions.onTopic(settings, PATIENCE),
        InstantSource.system(),
        PATIENCE);
  }

  private static Contract version(int number) {
    return contract(URN).version(Integer.toString(number)).required("id", FieldType.STRING).build();
  }

  private static ContractRequest apply(Contract contract) {
    return new ContractRequest.Apply(List.of(contract), Precondition.NONE, false);
  }

  private List<ContractRevision> revisions() {
    return BROKER.readCommitted(settings.contractVersionsTopic()).stream()
        .map(record -> ContractRevisionJson.read(record.value()))
        .toList();
  }

  private List<ConsumerRecord<byte[], byte[]>> contracts() {
    return BROKER.readCommitted(settings.contractsTopic());
  }

  @Test
  void aChangeIsOnTheContractsTopicAndBesideIt() {
    // when
    ContractLedger.Result result = ledger.change(apply(version(1)), ALICE);
    // then
    assertThat(result.decision()).isInstanceOf(Decision.Accepted.class);
    assertThat(result.readUntil().keySet())
        .containsExactlyInAnyOrder(settings.contractsTopic(), settings.contractVersionsTopic());
    assertThat(contracts())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.value()).isEqualTo(ContractWriter.json(version(1)));
              assertThat(ContractRecords.by(record.headers())).isEqualTo("alice");
            });
    assertThat(revisions())
        .singleElement()
        .satisfies(
            revision -> {
              assertThat(revision.number()).isEqualTo(1);
              assertThat(revision.by()).isEqualTo("alice");
              assertThat(revision.changes()).containsExactly("new");
            });
  }

  @Test
  void whatIsInForceAlreadyIsNotPublishedAgain() {
    // given
    ledger.change(apply(version(1)), ALICE);
    // when
    ContractLedger.Result result = ledger.change(apply(version(1)), ALICE);
    // then
    assertThat(result.readUntil())
        .containsExactly(Map.entry(settings.contractsTopic(), contracts().get(0).offset()));
    assertThat(contracts()).hasSize(1);
  }

  @Test
  void changesAreCountedBeyondARetirement() {
    // given
    ledger.change(apply(version(1)), ALICE);
    ledger.change(new ContractRequest.Retire(URN, Precondition.NONE), ALICE);
    // when
    ledger.change(apply(version(1)), ALICE);
    // then
    assertThat(revisions()).extracting(ContractRevision::number).containsExactly(1L, 2L, 3L);
    assertThat(revisions())
        .extracting(ContractRevision::change)
        .containsExactly(
            ContractRevision.Change.APPLIED,
            ContractRevision.Change.RETIRED,
            ContractRevision.Change.APPLIED);
  }

  @Test
  void countsOnWhereTheContractsTopicHasForgottenTheDataset() throws Exception {
    // given: the history of a dataset whose null was compacted away long ago
    ContractRevision last =
        new ContractRevision(
            URN,
            41,
            null,
            ContractRevision.Change.RETIRED,
            null,
            null,
            null,
            List.of("retired"),
            null);
    BROKER.produce(
        List.of(
            new ProducerRecord<>(
                settings.contractVersionsTopic(),
                last.key().getBytes(StandardCharsets.UTF_8),
                ContractRevisionJson.write(last))));
    // when
    ledger.change(apply(version(1)), ALICE);
    // then
    assertThat(revisions()).extracting(ContractRevision::number).containsExactly(41L, 42L);
  }

  @Test
  void aContractThatAnEarlierReleasePublishedBeginsTheHistory() throws Exception {
    // given
    BROKER.produce(
        List.of(
            new ProducerRecord<>(
                settings.contractsTopic(),
                URN.getBytes(StandardCharsets.UTF_8),
                ContractWriter.json(version(1)))));
    // when
    ledger.change(apply(version(2)), ALICE);
    // then
    assertThat(revisions()).extracting(ContractRevision::version).containsExactly("1", "2");
    assertThat(revisions()).extracting(ContractRevision::by).containsExactly(null, "alice");
  }

  @Test
  void aWriterThatBeginsUndoesWhatAnotherLeftOpen() throws Exception {
    // given: a writer that died, or hangs, before it committed
    Map<String, Object> properties = new java.util.HashMap<>(settings.producerProperties());
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.contractsTopic());
    try (Producer<byte[], byte[]> hanging = new KafkaProducer<>(properties)) {
      hanging.initTransactions();
      hanging.beginTransaction();
      hanging
          .send(
              new ProducerRecord<>(
                  settings.contractsTopic(),
                  URN.getBytes(StandardCharsets.UTF_8),
                  ContractWriter.json(version(7))))
          .get();
      // when
      ledger.change(apply(version(1)), ALICE);
      // then
      assertThatThrownBy(hanging::commitTransaction)
          .isInstanceOf(org.apache.kafka.common.KafkaException.class);
    }
    assertThat(contracts())
        .singleElement()
        .satisfies(record -> assertThat(record.value()).isEqualTo(ContractWriter.json(version(1))));
  }

  /**
   * Sixteen writers of two applications, each of which has seen the same version: what one of them
   * changes, the others have not seen, so they must be told.
   */
  @Test
  void ofManyWritersWhoSawTheSameVersionOneSucceeds() throws Exception {
    // given
    ledger.change(apply(version(1)), ALICE);
    Precondition seen = Precondition.oneOf(Set.of(ContractTag.of(version(1)).text()));
    List<ContractLedger> ledgers = List.of(ledger, ledger(samePlace("other")));
    // when
    List<Decision> decisions =
        atOnce(
            16,
            number ->
                ledgers
                    .get(number % 2)
                    .change(
                        new ContractRequest.Apply(List.of(version(2 + number)), seen, false),
                        new Author("writer-" + number, ContractRevision.Via.HTTP))
                    .decision());
    // then
    assertThat(decisions).filteredOn(Decision.Accepted.class::isInstance).hasSize(1);
    assertThat(decisions).filteredOn(Decision.Overtaken.class::isInstance).hasSize(15);
    assertThat(contracts()).hasSize(2);
    assertThat(revisions()).extracting(ContractRevision::number).containsExactly(1L, 2L);
  }

  /** Without a precondition all changes are made, one after the other, and none is lost. */
  @Test
  void changesOfManyWritersAreMadeOneAfterTheOther() throws Exception {
    // given: each adds a field to what is in force, as a person who reads and then writes does
    ledger.change(apply(version(1)), ALICE);
    List<ContractLedger> ledgers = List.of(ledger, ledger(samePlace("other")));
    // when
    List<Integer> tries =
        atOnce(
            8,
            number -> {
              for (int attempt = 1; ; attempt++) {
                ContractLedger own = ledgers.get(number % 2);
                Contract current =
                    new ContractsTopic(settings, PATIENCE)
                        .read()
                        .find(URN)
                        .orElseThrow()
                        .contract();
                Precondition unchanged = Precondition.oneOf(Set.of(ContractTag.of(current).text()));
                Contract more = withOneMoreField(current, "field_" + number);
                Decision decision =
                    own.change(new ContractRequest.Apply(List.of(more), unchanged, false), ALICE)
                        .decision();
                if (decision instanceof Decision.Accepted) {
                  return attempt;
                }
              }
            });
    // then
    assertThat(tries).hasSize(8);
    Contract last =
        new ContractsTopic(settings, PATIENCE).read().find(URN).orElseThrow().contract();
    assertThat(last.fields().declared())
        .extracting(field -> field.path().toString())
        .contains(
            IntStream.range(0, 8).mapToObj(number -> "field_" + number).toArray(String[]::new));
    assertThat(last.version()).isEqualTo("9");
    assertThat(revisions())
        .extracting(ContractRevision::number)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
  }

  /** The settings of another application with the same topics. */
  private Settings samePlace(String application) {
    String contracts = settings.contractsTopic();
    return BROKER.settings(
        Map.of(
            "application.id",
            application,
            "topic.prefix",
            contracts.substring(0, contracts.length() - "contracts".length()),
            "topics.replication.factor",
            "1"));
  }

  private static Contract withOneMoreField(Contract contract, String field) {
    var builder = contract(URN).version(Integer.toString(Integer.parseInt(contract.version()) + 1));
    contract
        .fields()
        .declared()
        .forEach(
            each -> {
              if (each.required()) {
                builder.required(each.path().toString(), each.type());
              } else {
                builder.optional(each.path().toString(), each.type());
              }
            });
    return builder.optional(field, FieldType.STRING).build();
  }

  private interface Work<T> {
    T of(int number) throws Exception;
  }

  private static <T> List<T> atOnce(int writers, Work<T> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    CountDownLatch start = new CountDownLatch(1);
    try {
      List<Future<T>> answers = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        int number = i;
        answers.add(
            threads.submit(
                () -> {
                  start.await();
                  return work.of(number);
                }));
      }
      start.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> answer : answers) {
        results.add(answer.get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS));
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void saysWhichTopicIsMissing() {
    // given
    Settings nowhere = settings("nowhere");
    // when / then
    assertThatThrownBy(() -> ledger(nowhere).change(apply(version(1)), ALICE))
        .isInstanceOf(MissingTopicException.class)
        .hasMessageContaining(nowhere.contractsTopic())
        .hasMessageContaining("topics create");
  }
}
