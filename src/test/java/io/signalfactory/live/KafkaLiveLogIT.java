package io.signalfactory.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.config.Settings;
import io.signalfactory.testkit.BrokerFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Listening to the topics of a real broker. */
class KafkaLiveLogIT {

  @RegisterExtension static final BrokerFixture BROKER = new BrokerFixture();

  private static final LiveFilter ALL = new LiveFilter(EnumSet.allOf(LiveTopic.class), null);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int PARTITIONS = 3;

  private final String signals;
  private final String breaches;

  KafkaLiveLogIT() {
    String name = "live" + System.nanoTime();
    signals = name + ".signals";
    breaches = name + ".breaches";
    BROKER.createTopic(signals, PARTITIONS);
    BROKER.createTopic(breaches, PARTITIONS);
  }

  private LiveFeed feed() {
    Settings settings = BROKER.settings(Map.of());
    Map<String, Object> consumer = new HashMap<>(settings.consumerProperties());
    // New partitions are heard of soon.
    consumer.put("metadata.max.age.ms", 500);
    return new LiveFeed(
        new KafkaLiveLog(consumer, settings.adminProperties(), signals, breaches),
        LiveLimits.DEFAULT);
  }

  /** Publishes breaches with these numbers in one transaction. */
  private void publish(boolean commit, int... numbers) {
    publish(PARTITIONS, commit, numbers);
  }

  private void publish(int partitions, boolean commit, int... numbers) {
    Map<String, Object> properties = new HashMap<>(BROKER.settings(Map.of()).producerProperties());
    properties.put("transactional.id", "live-" + signals);
    properties.put("enable.idempotence", true);
    properties.put("acks", "all");
    try (Producer<byte[], byte[]> producer = new KafkaProducer<>(properties)) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int number : numbers) {
        String value = "{\"dataset_urn\":\"urn:dp:a:b\",\"number\":" + number + "}";
        var unused =
            producer.send(
                new ProducerRecord<>(
                    breaches,
                    number % partitions,
                    new byte[] {1},
                    value.getBytes(StandardCharsets.UTF_8)));
      }
      producer.flush();
      if (commit) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }

  private static List<String> changes(LiveSubscription client, int count)
      throws InterruptedException {
    List<String> found = new ArrayList<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (found.size() < count && System.nanoTime() < deadline) {
      LiveItem item = client.next(Duration.ofMillis(200));
      if (item instanceof LiveItem.Change change) {
        found.add(change.data().replaceAll(".*\"number\":(\\d+).*", "$1"));
      } else if (item instanceof LiveItem.Reset) {
        found.add("reset");
      }
    }
    return found;
  }

  private static String last(LiveSubscription client) throws InterruptedException {
    return client.next(Duration.ofMillis(500)).position().text();
  }

  @Test
  void aClientGetsWhatIsCommittedOnceOnWhicheverInstanceItListens() throws Exception {
    // given
    publish(true, 1, 2);
    try (LiveFeed one = feed();
        LiveFeed other = feed()) {
      String position;
      try (LiveSubscription client = one.subscribe(ALL, null)) {
        publish(true, 3, 4);
        publish(false, 5, 6);
        assertThat(changes(client, 2)).containsExactlyInAnyOrder("3", "4");
        position = last(client);
      }
      // when
      publish(true, 7);
      publish(false, 8);
      publish(true, 9, 10);
      try (LiveSubscription client = other.subscribe(ALL, position)) {
        // then
        assertThat(changes(client, 3)).containsExactlyInAnyOrder("7", "9", "10");
        publish(true, 11);
        assertThat(changes(client, 1)).containsExactly("11");
        assertThat(client.next(Duration.ofMillis(500))).isInstanceOf(LiveItem.Quiet.class);
      }
    }
  }

  @Test
  void recordsThatHaveExpiredLeadToLoadingAnew() throws Exception {
    // given
    try (Admin admin = BROKER.admin();
        LiveFeed one = feed();
        LiveFeed other = feed()) {
      String position;
      try (LiveSubscription client = one.subscribe(ALL, null)) {
        position = last(client);
      }
      publish(true, 3, 6, 9);
      admin
          .deleteRecords(Map.of(new TopicPartition(breaches, 0), RecordsToDelete.beforeOffset(2)))
          .all()
          .get();
      // when
      try (LiveSubscription client = other.subscribe(ALL, position)) {
        // then
        assertThat(changes(client, 1)).containsExactly("reset");
        publish(true, 12);
        assertThat(changes(client, 1)).containsExactly("12");
      }
    }
  }

  @Test
  void aClientThatListensHearsOfPartitionsThatAreAdded() throws Exception {
    // given
    int more = PARTITIONS + 2;
    try (Admin admin = BROKER.admin();
        LiveFeed one = feed();
        LiveFeed other = feed();
        LiveSubscription client = one.subscribe(ALL, null)) {
      publish(true, 1);
      assertThat(changes(client, 1)).containsExactly("1");
      admin.createPartitions(Map.of(breaches, NewPartitions.increaseTo(more))).all().get();

      // when
      publish(more, true, more - 1, more - 2, more);

      // then nothing is missed here, nor by a client that goes on at another instance
      assertThat(changes(client, 3)).containsExactlyInAnyOrder("3", "4", "5");
      String position = last(client);
      publish(more, true, 2 * more - 1);
      try (LiveSubscription again = other.subscribe(ALL, position)) {
        assertThat(changes(again, 1)).containsExactly("9");
      }
    }
  }

  @Test
  void topicsThatAreCreatedAgainLeadToLoadingAnew() throws Exception {
    // given
    try (Admin admin = BROKER.admin();
        LiveFeed one = feed()) {
      String position;
      try (LiveSubscription client = one.subscribe(ALL, null)) {
        position = last(client);
      }
      admin.deleteTopics(List.of(breaches)).all().get();
      BROKER.createTopic(breaches, PARTITIONS);
      // when
      try (LiveFeed other = feed();
          LiveSubscription client = other.subscribe(ALL, position)) {
        // then
        assertThat(changes(client, 1)).containsExactly("reset");
      }
    }
  }
}
