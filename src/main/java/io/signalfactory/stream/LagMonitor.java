package io.signalfactory.stream;

import io.signalfactory.signal.SourcePartition;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Reads lags off the consumers' own metrics, which are there as soon as a partition has been
 * fetched once. Thread-safe: the tasks of an instance share one.
 */
final class LagMonitor implements LagSource {

  private static final String LAG = "records-lag";
  private static final String GROUP = "consumer-fetch-manager-metrics";
  private static final long REFRESH_NANOS = Duration.ofMillis(500).toNanos();

  private final Supplier<Map<MetricName, ? extends Metric>> metrics;
  private final LongSupplier nanoClock;
  private Map<SourcePartition, Long> lags = Map.of();
  private long refreshedAt;
  private boolean fresh;

  /**
   * @param metrics the metrics of all clients of this instance
   * @param nanoClock a clock that only goes forward, in nanoseconds
   */
  LagMonitor(Supplier<Map<MetricName, ? extends Metric>> metrics, LongSupplier nanoClock) {
    this.metrics = metrics;
    this.nanoClock = nanoClock;
  }

  @Override
  public synchronized OptionalLong lag(SourcePartition source) {
    long now = nanoClock.getAsLong();
    if (!fresh || now - refreshedAt > REFRESH_NANOS) {
      lags = read();
      refreshedAt = now;
      fresh = true;
    }
    Long lag = lags.get(source);
    if (lag == null) {
      // Kafka also writes the names of topics with underscores for dots, some releases only so.
      lag = lags.get(new SourcePartition(source.topic().replace('.', '_'), source.partition()));
    }
    return lag == null ? OptionalLong.empty() : OptionalLong.of(lag);
  }

  private Map<SourcePartition, Long> read() {
    Map<SourcePartition, Long> read = new HashMap<>();
    metrics
        .get()
        .forEach(
            (name, metric) -> {
              String topic = name.tags().get("topic");
              String partition = name.tags().get("partition");
              if (name.name().equals(LAG)
                  && name.group().equals(GROUP)
                  && topic != null
                  && partition != null
                  && metric.metricValue() instanceof Double lag
                  && !lag.isNaN()) {
                // While a partition moves between threads two consumers may show it.
                read.merge(
                    new SourcePartition(topic, Integer.parseInt(partition)),
                    lag.longValue(),
                    Math::max);
              }
            });
    return read;
  }
}
