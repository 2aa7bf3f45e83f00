package io.signalfactory.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.signalfactory.config.Settings;
import io.signalfactory.query.Instance;
import io.signalfactory.query.LocalQueries;
import io.signalfactory.query.Queries;
import io.signalfactory.query.Readiness;
import io.signalfactory.stream.kafka.ClusterTopicSizes;
import io.signalfactory.stream.kafka.RocksDbMemory;
import io.signalfactory.stream.kafka.TopicWatch;
import io.signalfactory.stream.signals.QueryableStores;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.Time;

/**
 * The running application: one instance of the topology against one cluster, for as long as the
 * process lives. What runs is a {@link StreamsRun}.
 */
public final class StreamApplication implements Instance, AutoCloseable {

  private final RocksDbMemory rocksDbMemory;
  private final ClusterTopicSizes topicSizes;
  private final TopicWatch topicWatch;
  private final StreamsRun run;
  private final Queries queries;

  /**
   * Prepares an instance; nothing runs before {@link #start}.
   *
   * @param settings the configuration
   * @param registry where its metrics go
   * @throws org.apache.kafka.common.config.ConfigException if Kafka Streams refuses a setting
   */
  public StreamApplication(Settings settings, MeterRegistry registry) {
    this(settings, registry, Time.SYSTEM);
  }

  /**
   * @param time the clock that Kafka Streams and our processors go by; its clients have their own
   */
  StreamApplication(Settings settings, MeterRegistry registry, Time time) {
    this.rocksDbMemory = new RocksDbMemory(settings.rocksDbMemoryBytes());
    this.topicSizes = new ClusterTopicSizes(Admin.create(settings.adminProperties()));
    this.topicWatch =
        new TopicWatch(
            Admin.create(settings.adminProperties()),
            WatchedTopics.of(settings),
            InstantSource.system());
    this.run = new StreamsRun(settings, registry, rocksDbMemory, topicSizes, topicWatch, time);
    this.queries = new LocalQueries(new QueryableStores(run::streams));
  }

  /** Starts reading. Returns at once. */
  public void start() {
    topicSizes.start();
    topicWatch.start();
    run.start();
  }

  /**
   * Waits until this instance has its tasks and has restored their state.
   *
   * @return false if the time ran out or the instance stopped
   */
  public boolean awaitRunning(Duration timeout) throws InterruptedException {
    return run.awaitRunning(timeout);
  }

  /** What stopped this instance by itself; empty while it runs, or if it was asked to stop. */
  public Optional<Throwable> failure() {
    return run.failure();
  }

  @Override
  public boolean alive() {
    return run.alive();
  }

  @Override
  public Readiness readiness() {
    return run.readiness();
  }

  @Override
  public String state() {
    return run.streams().state().name();
  }

  @Override
  public Queries queries() {
    return queries;
  }

  /** Stops cleanly: what has been read is committed, state stays on disk for the next start. */
  @Override
  public void close() {
    run.close();
    topicSizes.close();
    topicWatch.close();
    rocksDbMemory.close();
  }
}
