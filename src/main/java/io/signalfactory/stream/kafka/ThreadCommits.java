package io.signalfactory.stream.kafka;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.StreamsMetrics;
import org.jspecify.annotations.Nullable;

/**
 * How often a stream thread has committed. A number that has grown proves that the cluster took
 * what the thread's tasks had done until then: Kafka Streams counts a commit once it is confirmed,
 * and a commit that fails or hangs is not counted.
 *
 * <p>Made by the stream thread itself; read by any thread.
 */
public final class ThreadCommits implements LongSupplier {

  private final @Nullable Metric total;
  private final AtomicLong looks = new AtomicLong();

  /**
   * Finds the count of the thread that calls.
   *
   * @param metrics what Kafka Streams measures
   */
  public ThreadCommits(StreamsMetrics metrics) {
    // A metric is found by its name, group and tags.
    this.total =
        metrics
            .metrics()
            .get(
                new MetricName(
                    "commit-total",
                    "stream-thread-metrics",
                    "",
                    Map.of("thread-id", Thread.currentThread().getName())));
  }

  /** The count; where nothing is committed, as in a backtest, every look counts as a commit. */
  @Override
  public long getAsLong() {
    return total != null && total.metricValue() instanceof Number count
        ? count.longValue()
        : looks.incrementAndGet();
  }
}
