package io.signalfactory.stream.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalfactory.testkit.BrokerFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Which metrics are shown of Kafka Streams that reads and writes topics of a real broker. */
class MeasuredStreamsIT {

  @RegisterExtension static final BrokerFixture BROKER = new BrokerFixture();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Topology copy() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream("from", Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
        .to("to", Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    return builder.build();
  }

  private static Properties properties(Path state) {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            StreamsConfig.APPLICATION_ID_CONFIG,
            "measured",
            StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
            BROKER.bootstrapServers(),
            StreamsConfig.STATE_DIR_CONFIG,
            state.toString(),
            StreamsConfig.consumerPrefix("auto.offset.reset"),
            "earliest"));
    return properties;
  }

  private static List<String> names(KafkaStreams streams) {
    return streams.metrics().keySet().stream().map(MetricName::name).toList();
  }

  @Test
  void showsTheLagOfAClientAndNothingByTopicOrPartition(@TempDir Path state) throws Exception {
    // given
    BROKER.createTopic("from", 2);
    BROKER.createTopic("to", 2);
    BROKER.produce(
        List.of(
            new ProducerRecord<>("from", 0, null, new byte[1]),
            new ProducerRecord<>("from", 1, null, new byte[1])));
    RawReadings readings = new RawReadings(topic -> topic.equals("from"), topic -> {});
    try (TopicWatch nothing = new TopicWatch(BROKER.admin(), List.of(), InstantSource.system());
        Admin admin = BROKER.admin();
        KafkaStreams streams =
            new MeasuredStreams(
                copy(),
                properties(state),
                new StreamsClients(
                    List.of("no.contracts"), nothing, readings, admin, new NoTopics()),
                Time.SYSTEM)) {

      // when
      streams.start();
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(BROKER.readCommitted("to")).hasSize(2));

      // then
      assertThat(names(streams)).contains("records-lag-max", "record-send-total", "process-total");
      assertThat(streams.metrics().keySet())
          .noneMatch(
              name ->
                  name.tags().containsKey("topic")
                      || name.tags().containsKey("topic-name")
                      || name.tags().containsKey("partition"));
      assertThat(names(streams)).doesNotContain("records-lag", "records-lead");
    }
  }

  /** The application's own changelogs are not part of this. */
  private static final class NoTopics implements WidenedTopics {

    @Override
    public Set<String> names() {
      return Set.of();
    }

    @Override
    public void widen() {}
  }
}
