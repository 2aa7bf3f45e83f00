package io.signalfactory.stream;

import static org.apache.kafka.streams.CloseOptions.GroupMembershipOperation.LEAVE_GROUP;
import static org.apache.kafka.streams.CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.signalfactory.config.Settings;
import io.signalfactory.query.Instance;
import io.signalfactory.query.LocalQueries;
import io.signalfactory.query.Queries;
import io.signalfactory.stream.enforce.EnforceChangelogs;
import io.signalfactory.stream.kafka.ClusterTopicSizes;
import io.signalfactory.stream.kafka.ConsumerLags;
import io.signalfactory.stream.kafka.LagReporter;
import io.signalfactory.stream.kafka.MeasuredStreams;
import io.signalfactory.stream.kafka.RawPartitionMonitor;
import io.signalfactory.stream.kafka.RawPartitions;
import io.signalfactory.stream.kafka.RocksDbMemory;
import io.signalfactory.stream.kafka.SharedRocksDbConfig;
import io.signalfactory.stream.kafka.ThreadFailures;
import io.signalfactory.stream.signals.QueryableStores;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.ThreadMetadata;
import org.jspecify.annotations.Nullable;

/** The running application: one instance of the topology against one cluster. */
public final class StreamApplication implements Instance, AutoCloseable {

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  private static final String REPORTERS = CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG;

  private final RocksDbMemory rocksDbMemory;
  private final ConsumerLags consumerLags = new ConsumerLags();
  private final CloseOptions closing;
  private final KafkaStreams streams;
  private final KafkaStreamsMetrics metrics;
  private final ClusterTopicSizes topicSizes;
  private final EnforceChangelogs changelogs;
  private final ThreadFailures failures;
  private final CountDownLatch running = new CountDownLatch(1);
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
    this.closing = closing(settings.streamsProperties());
    this.rocksDbMemory = new RocksDbMemory(settings.rocksDbMemoryBytes());
    this.changelogs = new EnforceChangelogs(settings);
    this.failures = new ThreadFailures(System::nanoTime, changelogs::widen);
    AtomicReference<KafkaStreams> self = new AtomicReference<>();
    this.topicSizes = new ClusterTopicSizes(Admin.create(settings.adminProperties()));
    RawPartitions partitions =
        new RawPartitionMonitor(
            consumerLags, () -> threads(self.get()), topicSizes, System::nanoTime);
    SignalFactoryTopology topology =
        new SignalFactoryTopology(
            settings, SignalFactoryTopology.emptyCatalog(), partitions, registry);
    this.streams = new MeasuredStreams(topology.build(), properties(settings), time);
    self.set(streams);
    streams.setUncaughtExceptionHandler(failures);
    streams.setStateListener((now, before) -> onState(now));
    this.metrics = new KafkaStreamsMetrics(streams);
    metrics.bindTo(registry);
    this.queries = new LocalQueries(new QueryableStores(streams));
  }

  /**
   * With static membership an instance comes back as the same member. Without it, a member that
   * stays in the group is waited for until its session ends, even by a single instance that
   * restarts.
   */
  private static CloseOptions closing(Map<String, Object> properties) {
    boolean returns =
        properties.keySet().stream()
            .anyMatch(key -> key.endsWith(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
    return CloseOptions.timeout(CLOSE_TIMEOUT)
        .withGroupMembershipOperation(returns ? REMAIN_IN_GROUP : LEAVE_GROUP);
  }

  private static Set<ThreadMetadata> threads(@Nullable KafkaStreams streams) {
    try {
      return streams == null ? Set.of() : streams.metadataForLocalThreads();
    } catch (IllegalStateException e) {
      // Streams answers only while it runs; its threads go on a little longer.
      return Set.of();
    }
  }

  private Properties properties(Settings settings) {
    Map<String, Object> all = new HashMap<>(settings.streamsProperties());
    all.putIfAbsent(
        StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedRocksDbConfig.class.getName());
    all.put(RocksDbMemory.CONFIG_KEY, rocksDbMemory);
    all.put(ConsumerLags.CONFIG_KEY, consumerLags);
    all.put(StreamsConfig.mainConsumerPrefix(REPORTERS), reportersOfMainConsumer(all));
    Properties properties = new Properties();
    properties.putAll(all);
    return properties;
  }

  /** The reporters of the main consumer: the user's or Kafka's own, and ours. */
  private static String reportersOfMainConsumer(Map<String, Object> properties) {
    String others =
        Stream.of(
                StreamsConfig.mainConsumerPrefix(REPORTERS),
                StreamsConfig.consumerPrefix(REPORTERS),
                REPORTERS)
            .map(properties::get)
            .filter(Objects::nonNull)
            .map(Object::toString)
            .findFirst()
            .orElse(JmxReporter.class.getName());
    String ours = LagReporter.class.getName();
    // An empty setting turns Kafka's own reporter off.
    return others.isBlank() ? ours : others + "," + ours;
  }

  private void onState(KafkaStreams.State now) {
    if (now == KafkaStreams.State.RUNNING) {
      running.countDown();
    }
  }

  /** Starts reading. Returns at once. */
  public void start() {
    changelogs.widen();
    topicSizes.start();
    streams.start();
  }

  /**
   * Waits until this instance has its tasks and has restored their state.
   *
   * @return false if the time ran out or the instance stopped
   */
  public boolean awaitRunning(Duration timeout) throws InterruptedException {
    return running.await(timeout.toMillis(), TimeUnit.MILLISECONDS) && alive();
  }

  /** What stopped this instance by itself; empty while it runs, or if it was asked to stop. */
  public Optional<Throwable> failure() {
    return failures.fatal();
  }

  @Override
  public boolean alive() {
    return switch (streams.state()) {
      case CREATED, REBALANCING, RUNNING -> true;
      case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> false;
    };
  }

  @Override
  public boolean ready() {
    return streams.state() == KafkaStreams.State.RUNNING
        || (running.getCount() == 0 && streams.state() == KafkaStreams.State.REBALANCING);
  }

  @Override
  public String state() {
    return streams.state().name();
  }

  @Override
  public Queries queries() {
    return queries;
  }

  /** Stops cleanly: what has been read is committed, state stays on disk for the next start. */
  @Override
  public void close() {
    streams.close(closing);
    metrics.close();
    topicSizes.close();
    rocksDbMemory.close();
  }
}
