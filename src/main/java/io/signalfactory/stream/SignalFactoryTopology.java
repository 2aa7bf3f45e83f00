package io.signalfactory.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalfactory.config.Settings;
import io.signalfactory.deployment.Deployments;
import io.signalfactory.event.json.JsonFormat;
import io.signalfactory.gate.ContractCatalog;
import io.signalfactory.gate.IdentityRules;
import io.signalfactory.gate.PayloadFormats;
import io.signalfactory.query.ReadProgress;
import io.signalfactory.stream.enforce.EnforceProcessor;
import io.signalfactory.stream.enforce.EventMetrics;
import io.signalfactory.stream.enforce.EvidenceRecord;
import io.signalfactory.stream.enforce.EvidenceRoute;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.stream.kafka.RawPartitions;
import io.signalfactory.stream.kafka.RawTimestamps;
import io.signalfactory.stream.kafka.StateKeeping;
import io.signalfactory.stream.kafka.StreamsRecordScope;
import io.signalfactory.stream.report.DatasetPartitioner;
import io.signalfactory.stream.report.SignalInput;
import io.signalfactory.stream.report.SignalInputSerde;
import io.signalfactory.stream.report.TallyStoreBuilder;
import io.signalfactory.stream.sight.SightBoard;
import io.signalfactory.stream.signals.SignalProcessor;
import io.signalfactory.stream.unique.UniqueClaimSerde;
import io.signalfactory.stream.unique.UniqueProcessor;
import io.signalfactory.unique.UniqueClaim;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology. ENFORCE turns raw records into Evidence and tallies; UNIQUE compares keys and
 * counts tallies of its own; SIGNALS turns tallies into signals and breaches; contracts go into a
 * global store. {@code topology/} has its description, and a test compares the two.
 */
public final class SignalFactoryTopology {

  private final Settings settings;
  private final ContractCatalog catalog;
  private final RawPartitions partitions;
  private final SightBoard sights;
  private final MeterRegistry registry;
  private final StateKeeping keeping;
  private final LongSupplier nanoClock;
  private final EvidenceRoute evidenceRoute;
  private final RawTimestamps timestamps = new RawTimestamps();
  private final ReadProgress readProgress = new ReadProgress();
  private final Deployments deployments;

  SignalFactoryTopology(
      Settings settings,
      ContractCatalog catalog,
      RawPartitions partitions,
      SightBoard sights,
      MeterRegistry registry) {
    this(settings, catalog, partitions, sights, registry, StateKeeping.DURABLE, System::nanoTime);
  }

  SignalFactoryTopology(
      Settings settings,
      ContractCatalog catalog,
      RawPartitions partitions,
      SightBoard sights,
      MeterRegistry registry,
      StateKeeping keeping,
      LongSupplier nanoClock) {
    this.settings = settings;
    this.catalog = catalog;
    this.partitions = partitions;
    this.sights = sights;
    this.registry = registry;
    this.keeping = keeping;
    this.nanoClock = nanoClock;
    this.evidenceRoute = new EvidenceRoute(settings.evidenceTopic());
    this.deployments = new Deployments(settings.deploymentsEnvironment().orElse(null));
  }

  /** A catalogue without contracts, for the payload format that this application reads. */
  public static ContractCatalog emptyCatalog() {
    return new ContractCatalog(new JsonFormat());
  }

  /** The description of the topology under these settings, as in {@code topology/}. */
  public static String describe(Settings settings) {
    return new SignalFactoryTopology(
            settings,
            emptyCatalog(),
            RawPartitions.NONE_WAITING,
            SightBoard.withoutCluster(),
            new SimpleMeterRegistry())
        .build()
        .describe()
        .toString();
  }

  /**
   * The topology for a recorded history, judged by the history's own clock. Records of {@code
   * topic} count as read when they arrive, state is gone when the topology is closed, and no tick
   * is cut short.
   *
   * @param settings the configuration, with one SIGNALS partition, as there is only one task
   * @param topic the raw topic of the history; no other topic exists
   * @param formats chooses how its values are read
   */
  public static Topology ofHistory(Settings settings, String topic, PayloadFormats formats) {
    return new SignalFactoryTopology(
            settings,
            new ContractCatalog(formats),
            RawPartitions.readAsItComes(topic),
            SightBoard.withoutCluster(),
            new SimpleMeterRegistry(),
            StateKeeping.TRANSIENT,
            () -> 0)
        .build();
  }

  /** What the source keeps of the raw records' timestamps. */
  RawTimestamps timestamps() {
    return timestamps;
  }

  /** How far the topics of the global stores have been read. */
  ReadProgress readProgress() {
    return readProgress;
  }

  Topology build() {
    // Only a builder with the configuration checks that every internal topic has a name.
    StreamsBuilder builder =
        new StreamsBuilder(new TopologyConfig(new StreamsConfig(settings.streamsProperties())));
    addGlobalStore(
        builder,
        Names.CONTRACT_STORE,
        Names.CONTRACTS_SOURCE,
        settings.contractsTopic(),
        () -> new ContractProcessor(catalog, readProgress));
    KStream<byte[], byte[]> raw =
        builder.stream(
            settings.rawTopicPattern(),
            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                .withTimestampExtractor(timestamps)
                .withName(Names.RAW_SOURCE));
    KStream<Object, Object> enforced = raw.process(new Enforce(), Named.as(Names.ENFORCE));
    toSignals(enforced).process(new Signals(), Named.as(Names.SIGNALS));
    toUnique(enforced).process(new Unique(), Named.as(Names.UNIQUE));
    // Last, as each takes the number of a sub-topology: tasks are named by these numbers, and
    // during
    // a rolling upgrade both releases have to mean the same tasks.
    addGlobalStore(
        builder,
        Names.CONTRACT_VERSION_STORE,
        Names.CONTRACT_VERSIONS_SOURCE,
        settings.contractVersionsTopic(),
        () -> new ContractVersionProcessor(readProgress));
    addGlobalStore(
        builder,
        Names.DEPLOYMENT_STORE,
        Names.DEPLOYMENTS_SOURCE,
        settings.deploymentsTopic(),
        () -> new DeploymentProcessor(deployments, readProgress));
    Topology topology = builder.build();
    addSinks(topology);
    return topology;
  }

  private static void addGlobalStore(
      StreamsBuilder builder,
      String store,
      String source,
      String topic,
      ProcessorSupplier<String, byte[], Void, Void> processor) {
    builder.addGlobalStore(
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(store), Serdes.String(), Serdes.ByteArray()),
        topic,
        Consumed.with(Serdes.String(), Serdes.ByteArray()).withName(source),
        processor);
  }

  /**
   * ENFORCE forwards only these types to this child, by its name. The compiler cannot see that, as
   * Evidence and dead letters go to other children.
   */
  @SuppressWarnings("unchecked")
  private KStream<String, SignalInput> toSignals(KStream<?, ?> enforced) {
    Serde<String> urn = Serdes.String();
    return ((KStream<String, SignalInput>) enforced)
        .repartition(
            Repartitioned.<String, SignalInput>as(Names.BY_DATASET)
                .withKeySerde(urn)
                .withValueSerde(new SignalInputSerde())
                .withStreamPartitioner(new DatasetPartitioner())
                .withNumberOfPartitions(settings.signalsPartitions()));
  }

  /** As {@link #toSignals}, for the claims of unique rules with {@code scope: dataset}. */
  @SuppressWarnings("unchecked")
  private KStream<byte[], UniqueClaim> toUnique(KStream<?, ?> enforced) {
    return ((KStream<byte[], UniqueClaim>) enforced)
        .repartition(
            Repartitioned.<byte[], UniqueClaim>as(Names.BY_KEY)
                .withKeySerde(Serdes.ByteArray())
                .withValueSerde(new UniqueClaimSerde())
                .withNumberOfPartitions(settings.signalsPartitions()));
  }

  private void addSinks(Topology topology) {
    // Kafka Streams knows the internal topic by this name, without the application id.
    topology.addSink(
        Names.UNIQUE_SINK,
        Names.BY_DATASET + "-repartition",
        new StringSerializer(),
        new SignalInputSerde().serializer(),
        new DatasetPartitioner(),
        Names.UNIQUE);
    topology.addSink(
        Names.EVIDENCE_SINK,
        settings.evidenceTopic(),
        new ByteArraySerializer(),
        EvidenceRecord.serializer(),
        evidenceRoute,
        Names.ENFORCE);
    topology.addSink(
        Names.DEAD_LETTER_SINK,
        settings.deadLetterTopic(),
        new ByteArraySerializer(),
        new ByteArraySerializer(),
        Names.ENFORCE);
    topology.addSink(
        Names.SIGNALS_SINK,
        settings.signalsTopic(),
        new StringSerializer(),
        new ByteArraySerializer(),
        Names.SIGNALS);
    topology.addSink(
        Names.BREACHES_SINK,
        settings.breachesTopic(),
        new StringSerializer(),
        new ByteArraySerializer(),
        Names.SIGNALS);
  }

  private final class Enforce implements ProcessorSupplier<byte[], byte[], Object, Object> {

    @Override
    public Processor<byte[], byte[], Object, Object> get() {
      IdentityRules identity =
          new IdentityRules(
              settings.serviceHeaders(),
              settings.versionHeaders(),
              settings.topicProducers(),
              deployments::version);
      return new EnforceProcessor(
          catalog,
          identity,
          partitions,
          timestamps,
          new EventMetrics(registry),
          nanoClock,
          evidenceRoute,
          StreamsRecordScope::new);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return new LinkedHashSet<>(
          List.of(
              new TallyStoreBuilder(Names.TALLY_STORE, keeping),
              keeping.store(Names.PARTITION_KEY_STORE, Serdes.Bytes())));
    }
  }

  private final class Unique
      implements ProcessorSupplier<byte[], UniqueClaim, String, SignalInput> {

    @Override
    public Processor<byte[], UniqueClaim, String, SignalInput> get() {
      return new UniqueProcessor(catalog, System::nanoTime);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return new LinkedHashSet<>(
          List.of(
              new TallyStoreBuilder(Names.UNIQUE_TALLY_STORE, keeping),
              keeping.store(Names.DATASET_KEY_STORE, Serdes.Bytes())));
    }
  }

  private final class Signals implements ProcessorSupplier<String, SignalInput, String, byte[]> {

    @Override
    public Processor<String, SignalInput, String, byte[]> get() {
      return new SignalProcessor(
          catalog,
          partitions,
          settings.signalsPartitions(),
          settings.commitIntervalMs(),
          registry,
          sights,
          deployments,
          nanoClock);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      // Always in the same order, as the description is compared.
      return new LinkedHashSet<>(
          List.of(
              keeping.rewrittenStore(Names.MINUTE_STORE, Serdes.Bytes()),
              keeping.store(Names.HOUR_STORE, Serdes.Bytes()),
              keeping.rewrittenStore(Names.DATASET_STORE, Serdes.String()),
              keeping.store(Names.STATE_STORE, Serdes.String()),
              keeping.store(Names.OPEN_BREACH_STORE, Serdes.String()),
              keeping.store(Names.BREACH_STORE, Serdes.String()),
              keeping.store(Names.TRANSITION_STORE, Serdes.String()),
              keeping.rewrittenStore(Names.TRACK_STORE, Serdes.Bytes()),
              keeping.rewrittenStore(Names.ROLLUP_STORE, Serdes.Bytes()),
              keeping.rewrittenStore(Names.PROGRESS_STORE, Serdes.String()),
              keeping.store(Names.READINESS_STORE, Serdes.String())));
    }
  }
}
