package io.signalfactory.stream.kafka;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/**
 * Kafka Streams without those of its metrics whose number grows with the raw topics. Metrics by
 * topic or partition are left out: for each new metric, Micrometer compares all metrics of its name
 * (ADR 17).
 *
 * <p>A subclass, as Micrometer's binder accepts only {@link KafkaStreams}.
 */
public final class MeasuredStreams extends KafkaStreams {

  /** Tags of the clients' metrics, and of those of the topology's sources and sinks. */
  private static final Set<String> GROWING = Set.of("topic", "topic-name", "partition");

  public MeasuredStreams(
      Topology topology, Properties properties, KafkaClientSupplier clients, Time time) {
    super(topology, properties, clients, time);
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
