package io.signalfactory.stream.kafka;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.jspecify.annotations.Nullable;

/**
 * Reports the metrics of each consumer to the instance's {@link ConsumerLags}. Kafka creates an
 * object of this class for each consumer, which therefore finds the lags in its configuration.
 */
public final class LagReporter implements MetricsReporter {

  private @Nullable ConsumerLags lags;

  @Override
  public void configure(Map<String, ?> configs) {
    lags = configs.get(ConsumerLags.CONFIG_KEY) instanceof ConsumerLags instance ? instance : null;
  }

  @Override
  public void init(List<KafkaMetric> metrics) {
    metrics.forEach(this::metricChange);
  }

  @Override
  public void metricChange(KafkaMetric metric) {
    if (lags != null) {
      lags.added(metric);
    }
  }

  @Override
  public void metricRemoval(KafkaMetric metric) {
    if (lags != null) {
      lags.removed(metric);
    }
  }

  @Override
  public void close() {
    // A consumer removes its metrics when it is closed.
  }
}
