package io.signalfactory.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.config.OwnTopics;
import io.signalfactory.config.Settings;
import io.signalfactory.config.TopicAdmin;
import io.signalfactory.config.TopicDifference;
import io.signalfactory.config.TopicSpec;
import io.signalfactory.testkit.BrokerFixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

  @RegisterExtension static final BrokerFixture BROKER = new BrokerFixture();

  @TempDir Path folder;

  @Test
  void createsTheOwnTopicsOnceAndFindsNoDifference() {
    List<TopicSpec> plan = OwnTopics.of(BROKER.settings(Map.of("topic.prefix", "plan.")));
    try (Admin admin = BROKER.admin()) {
      TopicAdmin topics = new TopicAdmin(admin);

      assertThat(topics.check(plan)).hasSize(plan.size()).allMatch(TopicDifference::missing);
      assertThat(topics.create(plan)).containsExactlyElementsOf(names(plan));
      assertThat(topics.check(plan)).isEmpty();
      assertThat(topics.create(plan)).isEmpty();
    }
  }

  @Test
  void findsATopicThatDiffers() {
    BROKER.createTopic("differs.evidence", 2);
    try (Admin admin = BROKER.admin()) {
      List<TopicDifference> differences =
          new TopicAdmin(admin)
              .check(OwnTopics.of(BROKER.settings(Map.of("topic.prefix", "differs."))));

      assertThat(differences)
          .extracting(TopicDifference::message)
          .anyMatch(m -> m.contains("differs.evidence has 2 partitions where 4 are expected"))
          .anyMatch(m -> m.contains("differs.breaches is missing"));
    }
  }

  /** A producer that started before the leader lost its first batch after two minutes. */
  @Test
  @Timeout(60)
  void acceptsEveryRecordOfAProducerThatStartsRightAfterItsTopic() throws Exception {
    int topics = 40;
    int records = 3_000;
    Map<String, Object> impatient = new HashMap<>(BROKER.settings(Map.of()).producerProperties());
    impatient.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
    impatient.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    impatient.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    impatient.put(ProducerConfig.BATCH_SIZE_CONFIG, 512);
    List<String> lost = new ArrayList<>();
    try (Producer<byte[], byte[]> producer = new KafkaProducer<>(impatient)) {
      for (int topic = 0; topic < topics; topic++) {
        String name = "raw.eager-" + topic;
        BROKER.createTopic(name, 12);
        for (int record = 0; record < records; record++) {
          byte[] bytes = Integer.toString(record).getBytes(UTF_8);
          var unused =
              producer.send(
                  new ProducerRecord<>(name, bytes, bytes),
                  (metadata, failure) -> {
                    if (failure != null) {
                      lost.add(failure.getMessage());
                    }
                  });
        }
        producer.flush();
      }
    }

    assertThat(lost).isEmpty();
  }

  @Test
  void replaysTheLinesOfAFile() throws Exception {
    BROKER.createTopic("raw.replay", 1);
    Path file = folder.resolve("events.jsonl");
    Files.writeString(
        file,
        """
        {"order_id": 1}
        {"key":"k","value":{"a": 1.10},"headers":{"h":"x"},"timestamp":253402300799000}
        {"key":"k","value":null,"timestamp":0}
        {"value":1,"timestamp":-5}

        not json
        """);
    List<String> problems = new ArrayList<>();

    Replay.Result result =
        new Replay("raw.replay", Replay.MAX_RATE, problems::add)
            .send(file, BROKER.settings(Map.of()).producerProperties());

    assertThat(result.acknowledged()).isEqualTo(5);
    assertThat(result.failed()).isEqualTo(1);
    assertThat(problems).singleElement().asString().startsWith("line 4 was not sent: ");
    List<ConsumerRecord<byte[], byte[]>> records = BROKER.readCommitted("raw.replay");
    assertThat(records)
        .extracting(r -> r.value() == null ? null : new String(r.value(), UTF_8))
        .containsExactly("{\"order_id\": 1}", "{\"a\": 1.10}", null, "", "not json");
    assertThat(records.get(1).timestamp()).isEqualTo(253402300799000L);
    assertThat(records.get(1).key()).asString(UTF_8).isEqualTo("k");
    assertThat(records.get(1).headers().lastHeader("h").value()).asString(UTF_8).isEqualTo("x");
    assertThat(records.get(2).timestamp()).isZero();
  }

  @Test
  void replaysARecordOfFiveMebibytes() throws Exception {
    BROKER.createTopic("raw.large", 1);
    Path file = folder.resolve("large.jsonl");
    Files.writeString(file, "x".repeat(5 * 1024 * 1024));

    Replay.Result result =
        new Replay("raw.large", Replay.MAX_RATE, problem -> {})
            .send(file, BROKER.settings(Map.of()).producerProperties());

    assertThat(result).isEqualTo(new Replay.Result(1, 0));
    assertThat(BROKER.readCommitted("raw.large").get(0).value()).hasSize(5 * 1024 * 1024);
  }

  @Test
  void reportsEveryLineThatTheBrokerDoesNotAccept() throws Exception {
    Path file = folder.resolve("events.jsonl");
    Files.writeString(file, "1\n2\n");
    Map<String, Object> impatient = new HashMap<>(BROKER.settings(Map.of()).producerProperties());
    impatient.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 500);
    List<String> problems = new ArrayList<>();

    Replay.Result result =
        new Replay("raw.missing", Replay.MAX_RATE, problems::add).send(file, impatient);

    assertThat(result.acknowledged()).isZero();
    assertThat(result.failed()).isEqualTo(2);
    assertThat(problems).hasSize(2).first().asString().contains("line 1", "raw.missing");
  }

  @Test
  void readsCommittedRecordsOnly() throws Exception {
    BROKER.createTopic("raw.transactions", 1);
    Map<String, Object> properties = new HashMap<>(BROKER.settings(Map.of()).producerProperties());
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "test");
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties)) {
      producer.initTransactions();
      producer.beginTransaction();
      var kept = producer.send(new ProducerRecord<>("raw.transactions", "kept".getBytes(UTF_8)));
      producer.commitTransaction();
      producer.beginTransaction();
      var taken = producer.send(new ProducerRecord<>("raw.transactions", "taken".getBytes(UTF_8)));
      producer.flush();
      producer.abortTransaction();
      assertThat(kept).isDone();
      assertThat(taken).isDone();
    }

    assertThat(BROKER.readCommitted("raw.transactions"))
        .extracting(r -> new String(r.value(), UTF_8))
        .containsExactly("kept");
  }

  @Test
  void continuesWithTheDataOfAFolder() throws Exception {
    Path data = folder.resolve("data");
    Path file = folder.resolve("events.jsonl");
    Files.writeString(file, "1\n2\n3\n");
    TopicSpec topic = new TopicSpec("raw.kept", 1, (short) 1, Map.of());
    try (EmbeddedBroker broker = EmbeddedBroker.start(data, 0)) {
      Settings settings = Settings.of(Map.of("bootstrap.servers", broker.bootstrapServers()));
      try (Admin admin = Admin.create(settings.adminProperties())) {
        new TopicAdmin(admin).create(List.of(topic));
      }
      new Replay("raw.kept", Replay.MAX_RATE, problem -> {})
          .send(file, settings.producerProperties());
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(data, 0)) {
      Settings settings = Settings.of(Map.of("bootstrap.servers", broker.bootstrapServers()));
      Replay.Result result =
          new Replay("raw.kept", Replay.MAX_RATE, problem -> {})
              .send(file, settings.producerProperties());

      assertThat(result.acknowledged()).isEqualTo(3);
      assertThat(endOf("raw.kept", settings)).isEqualTo(6);
    }
  }

  @Test
  @Timeout(60)
  void continuesAfterItsProcessWasKilled() throws Exception {
    Path data = folder.resolve("killed");
    TopicSpec topic = new TopicSpec("raw.killed", 1, (short) 1, Map.of());
    Path file = folder.resolve("events.jsonl");
    Files.writeString(file, "1\n2\n3\n");
    Process process = brokerProcess(data);
    try (BufferedReader output = process.inputReader(UTF_8)) {
      Settings settings = Settings.of(Map.of("bootstrap.servers", output.readLine()));
      try (Admin admin = Admin.create(settings.adminProperties())) {
        new TopicAdmin(admin).create(List.of(topic));
      }
      new Replay("raw.killed", Replay.MAX_RATE, problem -> {})
          .send(file, settings.producerProperties());
    } finally {
      process.destroyForcibly().waitFor();
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(data, 0)) {
      Settings settings = Settings.of(Map.of("bootstrap.servers", broker.bootstrapServers()));

      Replay.Result result =
          new Replay("raw.killed", Replay.MAX_RATE, problem -> {})
              .send(file, settings.producerProperties());

      assertThat(result).isEqualTo(new Replay.Result(3, 0));
      assertThat(endOf("raw.killed", settings)).isEqualTo(6);
    }
  }

  private static Process brokerProcess(Path data) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            BrokerProcess.class.getName(),
            data.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** A broker in a process of its own, so that it can be killed. */
  static final class BrokerProcess {
    public static void main(String[] args) throws Exception {
      System.out.println(EmbeddedBroker.start(Path.of(args[0]), 0).bootstrapServers());
      System.in.read();
    }
  }

  private static long endOf(String topic, Settings settings) throws Exception {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (Admin admin = Admin.create(settings.adminProperties())) {
      return admin
          .listOffsets(Map.of(partition, OffsetSpec.latest()))
          .partitionResult(partition)
          .get()
          .offset();
    }
  }

  @Test
  void namesAPortThatIsInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> EmbeddedBroker.start(folder, taken.getLocalPort()))
          .isInstanceOf(PortInUseException.class)
          .hasMessageContaining("port " + taken.getLocalPort());
    }
  }

  @Test
  void twoProcessesCannotShareAFolder() throws IOException {
    try (DataFolder held = DataFolder.kept(folder)) {
      assertThat(held.broker().getParent()).isEqualTo(folder.toRealPath());
      assertThatThrownBy(() -> DataFolder.kept(folder))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use by another signal-factory");
    }
  }

  @Test
  void aTemporaryFolderLeavesNothingBehind() throws Exception {
    DataFolder temporary = DataFolder.temporary();
    EmbeddedBroker broker = EmbeddedBroker.start(temporary.broker(), 0);

    broker.close();
    temporary.close();

    assertThat(temporary.broker().getParent()).doesNotExist();
  }

  private static List<String> names(List<TopicSpec> plan) {
    return plan.stream().map(TopicSpec::name).toList();
  }
}
