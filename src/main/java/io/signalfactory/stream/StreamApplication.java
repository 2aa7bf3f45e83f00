package io.signalfactory.stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.signalfactory.config.Settings;
import io.signalfactory.gate.PayloadFormats;
import io.signalfactory.query.Address;
import io.signalfactory.query.Holding;
import io.signalfactory.query.Instance;
import io.signalfactory.query.InstanceReport;
import io.signalfactory.query.LocalQueries;
import io.signalfactory.query.Placement;
import io.signalfactory.query.Queries;
import io.signalfactory.query.ReadProgress;
import io.signalfactory.query.Readiness;
import io.signalfactory.query.Sight;
import io.signalfactory.registry.configured.ConfiguredRegistries;
import io.signalfactory.registry.formats.RegistryFormats;
import io.signalfactory.stream.kafka.ClusterTopicSizes;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.stream.kafka.RocksDbMemory;
import io.signalfactory.stream.kafka.TopicWatch;
import io.signalfactory.stream.report.DatasetPartitioner;
import io.signalfactory.stream.sight.ClusterProbe;
import io.signalfactory.stream.sight.ClusterSight;
import io.signalfactory.stream.sight.CopyBoard;
import io.signalfactory.stream.sight.RestoreBoard;
import io.signalfactory.stream.sight.SightBoard;
import io.signalfactory.stream.signals.QueryableStores;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * The running application: one instance of the topology against one cluster, for as long as the
 * process lives. What runs is a {@link StreamsRun}.
 */
public final class StreamApplication implements Instance, AutoCloseable {

  private final RocksDbMemory rocksDbMemory;
  private final ConfiguredRegistries registries;
  private final ClusterTopicSizes topicSizes;
  private final TopicWatch topicWatch;
  private final ClusterProbe probe;
  private final CopyBoard copies;
  private final RestoreBoard restores;
  private final SightBoard sights;
  private final SightLog sightLog = new SightLog();
  private final InstantSource clock;
  private final StreamsRuns run;
  private final Instant startedAt;
  private final StreamsPlacement placement;
  private final CopyWatch copyWatch;
  private final StoreWatch stores;
  private final Watch watch;
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
    this(settings, registry, time, folder -> folder.toFile().getUsableSpace());
  }

  /**
   * @param freeBytes how many bytes can be written to the file system of a folder
   */
  StreamApplication(
      Settings settings, MeterRegistry registry, Time time, ToLongFunction<Path> freeBytes) {
    this.rocksDbMemory = new RocksDbMemory(settings.rocksDbMemoryBytes());
    this.registries = new ConfiguredRegistries(settings.registries());
    RegistryMeters.register(registries, registry);
    PayloadFormats formats = new RegistryFormats(registries);
    Admin admin = Admin.create(settings.adminProperties());
    this.topicSizes = new ClusterTopicSizes(admin);
    ClusterSight cluster = new ClusterSight(System::nanoTime);
    this.probe = new ClusterProbe(admin, cluster);
    int partitions = settings.signalsPartitions();
    this.copies = new CopyBoard(time::nanoseconds, settings.transactional());
    this.restores = new RestoreBoard(copies);
    this.sights =
        new SightBoard(
            cluster,
            time,
            Duration.ofMillis(settings.commitIntervalMs()),
            urn -> DatasetPartitioner.partition(urn, partitions),
            copies);
    Address self = settings.httpReachableUrl().map(StreamApplication::address).orElse(null);
    this.topicWatch =
        new TopicWatch(
            Admin.create(settings.adminProperties()),
            WatchedTopics.of(settings),
            InstantSource.system());
    this.run =
        new StreamsRuns(
            dealtWith ->
                new StreamsRun(
                    settings,
                    registry,
                    rocksDbMemory,
                    topicSizes,
                    topicWatch,
                    sights,
                    restores,
                    formats,
                    dealtWith,
                    time),
            new StateFolder(
                settings.stateDir(),
                settings.applicationId(),
                settings.stateDirMinFreeBytes(),
                freeBytes),
            InstantSource.system());
    this.clock = () -> Instant.ofEpochMilli(time.milliseconds());
    this.startedAt = clock.instant();
    this.placement =
        new StreamsPlacement(
            run::streams,
            sights,
            settings.applicationId() + "-" + Names.BY_DATASET + "-repartition",
            partitions,
            self,
            System::nanoTime);
    QueryableStores readable =
        new QueryableStores(run::streams, placement::partitionOf, sights::here, sights::confirmed);
    this.copyWatch = new CopyWatch(run::streams, QueryableStores.names(), copies);
    this.stores = new StoreWatch(readable, placement::assignedHere, clock);
    this.queries = new LocalQueries(readable, sights, placement::partitionOf);
    this.watch = new Watch(this::look);
    Gauge.builder("signal_factory_observer_blind_seconds", sights, SightBoard::blindSeconds)
        .description("How long this instance has not seen one of its datasets; 0 if it sees all")
        .register(registry);
    Gauge.builder("signal_factory_ready", this, application -> application.ready() ? 1 : 0)
        .description("1 if this instance answers queries, as /health/ready says; else 0")
        .register(registry);
  }

  private static Address address(URI url) {
    String host = url.getHost();
    return new Address(
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host, url.getPort());
  }

  private void look() {
    probe.ask();
    sights.look(run.working(), run.trouble());
    sights.lookAtSources(obstacle());
    // Notes since when.
    var unused = stores.look();
    sightLog.look(sights.ofAll(), clock.instant());
  }

  /** What keeps this instance from reading raw records: its own partitions, or any. */
  private @Nullable String obstacle() {
    SortedSet<String> refused = run.refusedTopics();
    if (refused.isEmpty()) {
      refused = topicSizes.refusedEntirely();
    } else {
      topicSizes.hurry();
    }
    return refused.isEmpty()
        ? null
        : "the cluster has not let this instance read "
            + refused.first()
            + (refused.size() == 1 ? "" : " and the other " + (refused.size() - 1) + " raw topics");
  }

  private boolean ready() {
    return readiness().ready();
  }

  /** Starts reading. Returns at once. */
  public void start() {
    topicSizes.start();
    topicWatch.start();
    run.start();
    watch.start();
    copyWatch.start();
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
    Readiness running = run.readiness();
    if (!running.ready()) {
      return withTrouble(running);
    }
    Sight sight = sights.ofAll();
    if (sight.blindness() != null) {
      return Readiness.notReady(sight.blindness(), sight.seenAt());
    }
    return stores.look().map(this::withTrouble).orElse(running);
  }

  private Readiness withTrouble(Readiness notReady) {
    String trouble = run.trouble();
    return trouble == null || notReady.reason().contains(trouble)
        ? notReady
        : Readiness.notReady(notReady.reason() + "; " + trouble, notReady.since());
  }

  @Override
  public String state() {
    return run.state();
  }

  @Override
  public Placement placement() {
    return placement;
  }

  @Override
  public InstanceReport report() {
    List<Integer> active = new ArrayList<>();
    List<InstanceReport.Copy> kept = new ArrayList<>();
    for (int partition = 0; partition < placement.partitions(); partition++) {
      if (sights.here(partition) == Holding.ACTIVE) {
        active.add(partition);
      } else {
        copy(partition).ifPresent(kept::add);
      }
    }
    return new InstanceReport(
        StreamApplication.class.getPackage().getImplementationVersion(),
        startedAt,
        state(),
        readiness(),
        active,
        kept,
        restores.running());
  }

  private Optional<InstanceReport.Copy> copy(int partition) {
    OptionalLong behind = copies.recordsBehind(partition);
    if (behind.isEmpty()) {
      return Optional.empty();
    }
    Duration age = sights.here(partition) == Holding.COPY ? sights.of(partition).age() : null;
    return Optional.of(new InstanceReport.Copy(partition, behind.getAsLong(), age));
  }

  @Override
  public Queries queries() {
    return queries;
  }

  @Override
  public ReadProgress readProgress() {
    return run.readProgress();
  }

  /** Stops cleanly: what has been read is committed, state stays on disk for the next start. */
  @Override
  public void close() {
    watch.close();
    copyWatch.close();
    run.close();
    topicSizes.close();
    topicWatch.close();
    rocksDbMemory.close();
    registries.close();
  }
}
