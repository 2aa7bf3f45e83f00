package io.signalfactory.stream.kafka;

import io.signalfactory.tally.SourcePartition;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.jspecify.annotations.Nullable;

/**
 * The lags that the consumers of this instance measure; a partition has one once it has been
 * fetched from. {@link LagReporter} passes on which metrics exist: asking Kafka Streams for all of
 * its metrics copies thousands of them each time. Thread-safe.
 */
public final class ConsumerLags {

  /** The key under which the configuration of the consumers carries the instance's own object. */
  public static final String CONFIG_KEY = "signal.factory.consumer.lags";

  private static final String LAG = "records-lag";
  private static final String GROUP = "consumer-fetch-manager-metrics";

  /** Per partition what is measured, the newest first; the lists are immutable. */
  private final Map<SourcePartition, List<KafkaMetric>> lags = new ConcurrentHashMap<>();

  /** A consumer has registered a metric. */
  void added(KafkaMetric metric) {
    SourcePartition source = measured(metric.metricName());
    if (source != null) {
      // In one step: while a partition moves, the thread that loses it removes its own metric.
      lags.compute(
          source,
          (s, known) ->
              Stream.concat(
                      Stream.of(metric),
                      (known == null ? List.<KafkaMetric>of() : known)
                          .stream().filter(other -> !sameAs(metric, other)))
                  .toList());
    }
  }

  /** A consumer has removed a metric, as it no longer reads the partition. */
  void removed(KafkaMetric metric) {
    SourcePartition source = measured(metric.metricName());
    if (source != null) {
      lags.computeIfPresent(
          source,
          (s, known) -> {
            List<KafkaMetric> others =
                known.stream().filter(other -> !sameAs(metric, other)).toList();
            return others.isEmpty() ? null : others;
          });
    }
  }

  private static boolean sameAs(KafkaMetric metric, KafkaMetric other) {
    return metric.metricName().equals(other.metricName());
  }

  /** How many records of a partition have not been fetched yet; empty while that is not known. */
  OptionalLong of(SourcePartition source) {
    OptionalLong lag = named(source);
    // Kafka also registers topics with underscores instead of dots; some releases only do that.
    return lag.isPresent()
        ? lag
        : named(new SourcePartition(source.topic().replace('.', '_'), source.partition()));
  }

  /**
   * The newest measure counts. While a partition moves between threads, two consumers may measure
   * it; and the consumer of a thread that died may never be closed, so that it measures for ever
   * what was so when it died.
   */
  private OptionalLong named(SourcePartition source) {
    List<KafkaMetric> measured = lags.getOrDefault(source, List.of());
    return !measured.isEmpty()
            && measured.get(0).metricValue() instanceof Double lag
            && !lag.isNaN()
        ? OptionalLong.of(lag.longValue())
        : OptionalLong.empty();
  }

  /** The partition whose lag a metric is; null if it is another metric. */
  private static @Nullable SourcePartition measured(MetricName name) {
    String topic = name.tags().get("topic");
    String partition = name.tags().get("partition");
    return name.name().equals(LAG)
            && name.group().equals(GROUP)
            && topic != null
            && partition != null
        ? new SourcePartition(topic, Integer.parseInt(partition))
        : null;
  }
}
