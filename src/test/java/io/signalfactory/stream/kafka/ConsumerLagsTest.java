package io.signalfactory.stream.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.tally.SourcePartition;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.Metrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumerLagsTest {

  private static final SourcePartition ORDERS_3 = new SourcePartition("raw.orders.events", 3);

  private static final int MOVES = 200_000;

  private final ConsumerLags lags = new ConsumerLags();
  private final Metrics consumer = new Metrics();

  ConsumerLagsTest() {
    LagReporter reporter = new LagReporter();
    reporter.configure(Map.of(ConsumerLags.CONFIG_KEY, lags));
    consumer.addReporter(reporter);
  }

  @AfterEach
  void close() {
    consumer.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"raw.orders.events", "raw_orders_events"})
  void tellsTheLagThatAConsumerMeasures(String topic) {
    measure("a", topic, "3", 17.0);

    assertThat(lags.of(ORDERS_3)).hasValue(17);
  }

  @Test
  void knowsNoLagOfAPartitionThatNobodyHasFetched() {
    measure("a", "raw.orders.events", "2", 17.0);
    measure("a", "raw.orders.events", "3", Double.NaN);

    assertThat(lags.of(ORDERS_3)).isEmpty();
    assertThat(lags.of(new SourcePartition("raw.orders.events", 4))).isEmpty();
  }

  @Test
  void forgetsThePartitionsThatAreReadElsewhere() {
    MetricName name = measure("a", "raw.orders.events", "3", 17.0);

    consumer.removeMetric(name);

    assertThat(lags.of(ORDERS_3)).isEmpty();
  }

  @Test
  void theConsumerThatHasBegunToMeasureLastCountsWhileAPartitionMoves() {
    // given
    measure("a", "raw.orders.events", "3", 4.0);
    MetricName newest = measure("b", "raw.orders.events", "3", 17.0);
    assertThat(lags.of(ORDERS_3)).hasValue(17);
    // when
    consumer.removeMetric(newest);
    // then
    assertThat(lags.of(ORDERS_3)).hasValue(4);
  }

  @Test
  void theConsumerOfADeadThreadIsNotBelieved() {
    // given a consumer that is never closed
    measure("dead", "raw.orders.events", "3", 1_099.0);
    // when
    measure("its successor", "raw.orders.events", "3", 0.0);
    // then
    assertThat(lags.of(ORDERS_3)).hasValue(0);
  }

  @Test
  void aPartitionThatComesBackIsMeasuredByWhoReadsItNow() {
    // given
    MetricName first = measure("a", "raw.orders.events", "3", 5.0);
    measure("dead", "raw.orders.events", "3", 1_099.0);
    consumer.removeMetric(first);
    // when
    measure("a", "raw.orders.events", "3", 6.0);
    // then
    assertThat(lags.of(ORDERS_3)).hasValue(6);
  }

  @Test
  void losesNoLagWhileAPartitionMovesBetweenThreads() throws Exception {
    KafkaMetric taken = metric("a");
    KafkaMetric given = metric("b");
    CompletableFuture<Void> leaving =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < MOVES; i++) {
                lags.added(given);
                lags.removed(given);
              }
            });

    for (int i = 0; i < MOVES; i++) {
      lags.added(taken);
      assertThat(lags.of(ORDERS_3)).isPresent();
      lags.removed(taken);
    }
    leaving.get(1, TimeUnit.MINUTES);
  }

  @Test
  void takesNothingElseForALag() {
    Map<String, String> tags = Map.of("topic", "raw.orders.events", "partition", "3");
    add(new MetricName("records-lag-max", "consumer-fetch-manager-metrics", "", tags), 5.0);
    add(new MetricName("records-lag", "another-group", "", tags), 5.0);
    add(new MetricName("records-lag", "consumer-fetch-manager-metrics", "", Map.of()), 5.0);

    assertThat(lags.of(ORDERS_3)).isEmpty();
  }

  private KafkaMetric metric(String client) {
    MetricName name = measure(client, "raw.orders.events", "3", 17.0);
    return consumer.removeMetric(name);
  }

  private MetricName measure(String client, String topic, String partition, double lag) {
    return add(
        new MetricName(
            "records-lag",
            "consumer-fetch-manager-metrics",
            "",
            Map.of("client-id", client, "topic", topic, "partition", partition)),
        lag);
  }

  private MetricName add(MetricName name, double value) {
    consumer.addMetric(name, (Gauge<Double>) (config, now) -> value);
    return name;
  }
}
