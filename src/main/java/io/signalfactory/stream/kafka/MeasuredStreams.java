package io.signalfactory.stream.kafka;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/**
 * Kafka Streams that shows those of its metrics whose number does not grow with the raw topics.
 * What it and its clients count by topic or partition is left out: whenever one metric is new,
 * Micrometer compares each with all others of its name (ADR 17).
 *
 * <p>A subclass, as Micrometer's binder takes nothing but {@link KafkaStreams}.
 */
public final class MeasuredStreams extends KafkaStreams {

  /** In the clients' metrics, and in those of a topology's sources and sinks. */
  private static final Set<String> GROWING = Set.of("topic", "topic-name", "partition");

  public MeasuredStreams(Topology topology, Properties properties) {
    super(topology, properties);
  }

  @Override
  public Map<MetricName, ? extends Metric> metrics() {
    Map<MetricName, Metric> shown = new LinkedHashMap<>();
    super.metrics()
        .forEach(
            (name, metric) -> {
              if (name.tags().keySet().stream().noneMatch(GROWING::contains)) {
                shown.put(name, metric);
              }
            });
    return shown;
  }
}
