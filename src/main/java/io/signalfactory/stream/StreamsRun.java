package io.signalfactory.stream;

import static org.apache.kafka.streams.CloseOptions.GroupMembershipOperation.LEAVE_GROUP;
import static org.apache.kafka.streams.CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.signalfactory.config.Settings;
import io.signalfactory.gate.ContractCatalog;
import io.signalfactory.gate.PayloadFormats;
import io.signalfactory.query.ReadProgress;
import io.signalfactory.query.Readiness;
import io.signalfactory.stream.enforce.EnforceChangelogs;
import io.signalfactory.stream.kafka.ConsumerLags;
import io.signalfactory.stream.kafka.LagReporter;
import io.signalfactory.stream.kafka.MeasuredStreams;
import io.signalfactory.stream.kafka.RawPartitionMonitor;
import io.signalfactory.stream.kafka.RawPartitions;
import io.signalfactory.stream.kafka.RawReadings;
import io.signalfactory.stream.kafka.RawTimestamps;
import io.signalfactory.stream.kafka.RocksDbMemory;
import io.signalfactory.stream.kafka.SharedRocksDbConfig;
import io.signalfactory.stream.kafka.StampReader;
import io.signalfactory.stream.kafka.StreamsClients;
import io.signalfactory.stream.kafka.ThreadFailures;
import io.signalfactory.stream.kafka.TopicSizes;
import io.signalfactory.stream.kafka.TopicWatch;
import io.signalfactory.stream.sight.RestoreBoard;
import io.signalfactory.stream.sight.SightBoard;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of Kafka Streams: from its start until it is closed or has failed. A run cannot be
 * started again, but another one can follow it.
 */
final class StreamsRun implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsRun.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  private static final Duration ADMIN_CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private static final String REPORTERS = CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG;
  private static final String INTERCEPTORS = ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG;

  /** What Kafka Streams calls the state of a thread that processes its tasks. */
  private static final String THREAD_RUNS = "RUNNING";

  private final ConsumerLags consumerLags = new ConsumerLags();
  private final CloseOptions closing;
  private final Time time;
  private final KafkaStreams streams;
  private final KafkaStreamsMetrics metrics;
  private final EnforceChangelogs changelogs;
  private final ThreadFailures failures;
  private final Admin admin;
  private final RawReadings readings;
  private final ReadProgress readProgress;
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch leaving = new CountDownLatch(1);
  private volatile Instant stateSince;

  /**
   * Prepares a run; nothing happens before {@link #start}.
   *
   * @param registry where its metrics go until it is closed
   * @param rocksDbMemory the memory of its stores, which outlives it
   * @param topicSizes how many partitions topics have
   * @param topicWatch whether our own topics are there
   * @param sights where its tasks say that they judge
   * @param restores is told of the stores that are restored or copied
   * @param formats chooses how the values of a topic are read
   * @param dealtWith is told of the failure of a thread first: if true, the run is being left
   * @param time the clock that Kafka Streams and our processors go by; its clients have their own
   * @throws org.apache.kafka.common.config.ConfigException if Kafka Streams refuses a setting
   */
  StreamsRun(
      Settings settings,
      MeterRegistry registry,
      RocksDbMemory rocksDbMemory,
      TopicSizes topicSizes,
      TopicWatch topicWatch,
      SightBoard sights,
      RestoreBoard restores,
      PayloadFormats formats,
      Predicate<Throwable> dealtWith,
      Time time) {
    this.closing = closing(settings.streamsProperties());
    this.time = time;
    this.stateSince = Instant.ofEpochMilli(time.milliseconds());
    this.changelogs = new EnforceChangelogs(settings);
    this.failures = new ThreadFailures(System::nanoTime, dealtWith, changelogs::widen);
    this.admin = Admin.create(settings.adminProperties());
    this.readings =
        new RawReadings(
            settings.rawTopicPattern().asMatchPredicate(),
            topic -> countIncarnation(topic, registry));
    AtomicReference<KafkaStreams> self = new AtomicReference<>();
    RawPartitions partitions =
        new RawPartitionMonitor(
            consumerLags, () -> threads(self.get()), topicSizes, readings, System::nanoTime);
    SignalFactoryTopology topology =
        new SignalFactoryTopology(
            settings, new ContractCatalog(formats), partitions, sights, registry);
    this.readProgress = topology.readProgress();
    this.streams =
        new MeasuredStreams(
            topology.build(),
            properties(settings, rocksDbMemory, topology.timestamps()),
            new StreamsClients(
                List.of(
                    settings.contractsTopic(),
                    settings.contractVersionsTopic(),
                    settings.deploymentsTopic()),
                topicWatch,
                readings,
                admin,
                changelogs),
            time);
    self.set(streams);
    streams.setUncaughtExceptionHandler(failures);
    streams.setStateListener((now, before) -> onState(now));
    streams.setGlobalStateRestoreListener(restores);
    streams.setStandbyUpdateListener(restores);
    this.metrics = new KafkaStreamsMetrics(streams);
    metrics.bindTo(registry);
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

  private Properties properties(
      Settings settings, RocksDbMemory rocksDbMemory, RawTimestamps timestamps) {
    Map<String, Object> all = new HashMap<>(settings.streamsProperties());
    all.putIfAbsent(
        StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedRocksDbConfig.class.getName());
    all.put(RocksDbMemory.CONFIG_KEY, rocksDbMemory);
    all.put(ConsumerLags.CONFIG_KEY, consumerLags);
    all.put(RawTimestamps.CONFIG_KEY, timestamps);
    addToMainConsumer(all, REPORTERS, JmxReporter.class, LagReporter.class);
    addToMainConsumer(all, INTERCEPTORS, null, StampReader.class);
    Properties properties = new Properties();
    properties.putAll(all);
    return properties;
  }

  /**
   * Adds one of our classes to those that the main consumer makes objects of.
   *
   * @param key the setting that lists them
   * @param kafkas Kafka's own, if the user names none; null for none
   */
  private static void addToMainConsumer(
      Map<String, Object> properties, String key, @Nullable Class<?> kafkas, Class<?> ours) {
    String others =
        Stream.of(StreamsConfig.mainConsumerPrefix(key), StreamsConfig.consumerPrefix(key), key)
            .map(properties::get)
            .filter(Objects::nonNull)
            .map(Object::toString)
            .findFirst()
            .orElse(kafkas == null ? "" : kafkas.getName());
    // An empty setting turns Kafka's own off.
    properties.put(
        StreamsConfig.mainConsumerPrefix(key),
        others.isBlank() ? ours.getName() : others + "," + ours.getName());
  }

  private static void countIncarnation(String topic, MeterRegistry registry) {
    Counter.builder("signal_factory.topic.incarnations")
        .description("How often a raw topic was found to have been deleted and created again")
        .tag("topic", topic)
        .register(registry)
        .increment();
  }

  private void onState(KafkaStreams.State now) {
    stateSince = Instant.ofEpochMilli(time.milliseconds());
    if (now == KafkaStreams.State.RUNNING) {
      running.countDown();
    } else if (now == KafkaStreams.State.PENDING_SHUTDOWN) {
      leaving.countDown();
    }
  }

  /** Starts reading. Returns at once. */
  void start() {
    changelogs.widen();
    streams.start();
  }

  /**
   * Waits until this run has its tasks and has restored their state.
   *
   * @return false if the time ran out or the run ended
   */
  boolean awaitRunning(Duration timeout) throws InterruptedException {
    return running.await(timeout.toMillis(), TimeUnit.MILLISECONDS) && alive();
  }

  /** What ended this run by itself; empty while it goes on, or if it was closed. */
  Optional<Throwable> failure() {
    return failures.fatal();
  }

  /** Whether it can go on: false once it has failed or ended, and then for good. */
  boolean alive() {
    return switch (streams.state()) {
      case CREATED, REBALANCING, RUNNING -> true;
      case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> false;
    };
  }

  /** Whether its stores can be read, and if not, why and since when. */
  Readiness readiness() {
    KafkaStreams.State state = streams.state();
    boolean ready =
        state == KafkaStreams.State.RUNNING
            || (running.getCount() == 0 && state == KafkaStreams.State.REBALANCING);
    return ready
        ? Readiness.ready(state.name(), stateSince)
        : Readiness.notReady(
            "the stream application is "
                + state
                + (alive()
                    ? ": it has no tasks yet, or is restoring their state"
                    : ": it stops or has stopped, and does not come back by itself"),
            stateSince);
  }

  /** Whether all of its threads have their tasks and run. */
  boolean working() {
    Set<ThreadMetadata> threads = threads(streams);
    return streams.state() == KafkaStreams.State.RUNNING
        && !threads.isEmpty()
        && threads.stream().allMatch(thread -> thread.threadState().equals(THREAD_RUNS));
  }

  /** What is wrong with its threads, as a sentence without a full stop; null if nothing is. */
  @Nullable String trouble() {
    return failures.trouble().orElse(null);
  }

  /** The raw topics that it reads, if the cluster refuses all of them; else none. */
  SortedSet<String> refusedTopics() {
    return readings.refusedEntirely();
  }

  /** How far the topics that every instance reads have been read. */
  ReadProgress readProgress() {
    return readProgress;
  }

  /** Kafka Streams as it runs. */
  KafkaStreams streams() {
    return streams;
  }

  /** Waits until this run begins to end, or for a time. */
  void awaitLeaving(Duration atMost) throws InterruptedException {
    var unused = leaving.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Leaves the group, even as a static member, so that others take over, and returns when all
   * stores are closed.
   *
   * @param gone the folder of the state, if it is not the one any longer that this run opened: what
   *     is in it is then discarded; null if it is
   */
  void leave(@Nullable StateFolder gone) {
    if (gone != null) {
      gone.prepareToClose(tasks());
    }
    CloseOptions leavingGroup =
        CloseOptions.timeout(CLOSE_TIMEOUT).withGroupMembershipOperation(LEAVE_GROUP);
    while (!streams.close(leavingGroup)) {
      LOG.warn("Stores do not close: this instance stays in the group, and its tasks wait");
    }
    metrics.close();
    admin.close(ADMIN_CLOSE_TIMEOUT);
    if (gone != null) {
      streams.cleanUp();
    }
  }

  private Set<String> tasks() {
    return threads(streams).stream()
        .flatMap(
            thread -> Stream.concat(thread.activeTasks().stream(), thread.standbyTasks().stream()))
        .map(task -> task.taskId().toString())
        .collect(Collectors.toSet());
  }

  /** Stops cleanly: what has been read is committed, state stays on disk for the next run. */
  @Override
  public void close() {
    streams.close(closing);
    metrics.close();
    admin.close(ADMIN_CLOSE_TIMEOUT);
  }
}
