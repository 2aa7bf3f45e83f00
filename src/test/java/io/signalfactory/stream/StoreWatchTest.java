package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.query.Holding;
import io.signalfactory.query.Readiness;
import io.signalfactory.stream.signals.QueryableStores;
import io.signalfactory.testkit.SteppedTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What closed stores mean for readiness; BlindnessIT shows it while partitions move. */
class StoreWatchTest {

  private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");

  @TempDir private Path folder;
  private final SteppedTime time = new SteppedTime(START);

  private KafkaStreams notStarted() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "not-started");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream("raw").to("copy");
    return new KafkaStreams(builder.build(), properties);
  }

  @Test
  void saysSinceWhenTheStoresCannotBeRead() {
    // given
    try (KafkaStreams streams = notStarted()) {
      StoreWatch watch =
          new StoreWatch(
              new QueryableStores(
                  () -> streams,
                  urn -> 0,
                  partition -> Holding.ACTIVE,
                  (partition, name, store) -> store),
              () -> new TreeSet<>(Set.of(0)),
              time::now);
      Readiness first = watch.look().orElseThrow();
      time.advance(Duration.ofSeconds(45));

      // when
      Readiness later = watch.look().orElseThrow();

      // then
      assertThat(first.ready()).isFalse();
      assertThat(later.ready()).isFalse();
      assertThat(later.since()).isEqualTo(START);
      assertThat(later.reason()).contains("CREATED");
    }
  }
}
