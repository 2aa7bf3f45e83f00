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
 * (ADR 17). Its random process id is no tag, so that series go on after a restart.
 *
 * <p>A subclass, as Micrometer's binder accepts only {@link KafkaStreams}.
 */
public final class MeasuredStreams extends KafkaStreams {

  /** Tags of the clients' metrics, and of those of the topology's sources and sinks. */
  private static final Set<String> GROWING = Set.of("topic", "topic-name", "partition");

  private static final String PROCESS_ID = "process-id";

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
                MetricName lasting = withoutProcess(name);
                shown.put(lasting, lasting.equals(name) ? metric : new Renamed(lasting, metric));
              }
            });
    return shown;
  }

  private static MetricName withoutProcess(MetricName name) {
    if (!name.tags().containsKey(PROCESS_ID)) {
      return name;
    }
    Map<String, String> tags = new LinkedHashMap<>(name.tags());
    tags.remove(PROCESS_ID);
    return new MetricName(name.name(), name.group(), name.description(), tags);
  }

  /** A metric under another name. */
  private record Renamed(MetricName metricName, Metric metric) implements Metric {
    @Override
    public Object metricValue() {
      return metric.metricValue();
    }
  }
}
