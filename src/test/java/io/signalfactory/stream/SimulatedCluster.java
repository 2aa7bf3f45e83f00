package io.signalfactory.stream;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalfactory.contract.Contract;
import io.signalfactory.deployment.Deployments;
import io.signalfactory.gate.ContractCatalog;
import io.signalfactory.gate.IdentityRules;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.SignalJson;
import io.signalfactory.signal.SignalState;
import io.signalfactory.stream.enforce.EnforceProcessor;
import io.signalfactory.stream.enforce.EventMetrics;
import io.signalfactory.stream.enforce.EvidenceRecord;
import io.signalfactory.stream.enforce.EvidenceRoute;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.stream.kafka.RawPartitions;
import io.signalfactory.stream.kafka.RawTimestamps;
import io.signalfactory.stream.kafka.RecordScope;
import io.signalfactory.stream.kafka.StampReader;
import io.signalfactory.stream.report.DatasetPartitioner;
import io.signalfactory.stream.report.SignalInput;
import io.signalfactory.stream.report.SignalInputSerde;
import io.signalfactory.stream.report.TallyStore;
import io.signalfactory.stream.sight.SightBoard;
import io.signalfactory.stream.signals.SignalProcessor;
import io.signalfactory.stream.signals.StoredSignals;
import io.signalfactory.tally.SourcePartition;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * ENFORCE and SIGNALS as a Kafka Streams cluster runs them, with a clock of its own: the real
 * processors, stores and wire format, over several raw partitions and SIGNALS tasks, which commit,
 * stop, are killed and start again elsewhere, each by itself.
 *
 * <p>A commit makes what a task has written visible and its state durable; a kill takes it back to
 * its last commit. With {@code exactlyOnce} off, what a killed task had written stays, as with
 * at_least_once. The test driver of Kafka Streams has one partition a topic and no restarts, which
 * is why this exists.
 */
final class SimulatedCluster {

  static final String TOPIC = "raw.shop.events";

  private static final JsonMapper JSON = new JsonMapper();
  private static final Properties NO_PROPERTIES = new Properties();
  private static final long COMMIT_INTERVAL_MS = 1_000;
  private static final IdentityRules IDENTITY =
      new IdentityRules(
          List.of("x-obs-producer-service"), List.of("x-obs-producer-version"), Map.of());

  private final ContractCatalog catalog = SignalFactoryTopology.emptyCatalog();
  private final boolean exactlyOnce;
  private final File folder;
  private final List<List<RawEvent>> raw = new ArrayList<>();
  private final List<List<Told>> repartition = new ArrayList<>();
  private final List<EnforceTask> enforcing = new ArrayList<>();
  private final List<SignalsTask> signalling = new ArrayList<>();
  private final Map<SourcePartition, Map<Long, Integer>> evidence = new HashMap<>();
  private long nowMs;

  SimulatedCluster(
      int rawPartitions, int signalPartitions, boolean exactlyOnce, long startMs, File folder) {
    this.exactlyOnce = exactlyOnce;
    this.folder = folder;
    this.nowMs = startMs;
    for (int i = 0; i < signalPartitions; i++) {
      repartition.add(new ArrayList<>());
      signalling.add(new SignalsTask(i));
    }
    for (int i = 0; i < rawPartitions; i++) {
      raw.add(new ArrayList<>());
      enforcing.add(new EnforceTask(i));
    }
  }

  ContractCatalog catalog() {
    return catalog;
  }

  long nowMs() {
    return nowMs;
  }

  EnforceTask enforce(int partition) {
    return enforcing.get(partition);
  }

  SignalsTask signals(int partition) {
    return signalling.get(partition);
  }

  List<RawEvent> raw(int partition) {
    return raw.get(partition);
  }

  /** How many committed Evidence each raw record of a partition has. */
  Map<Long, Integer> evidence(int partition) {
    return evidence.getOrDefault(new SourcePartition(TOPIC, partition), Map.of());
  }

  /** Appends a record to a raw partition, where it arrives now. */
  void append(int partition, RawEvent event) {
    raw.get(partition).add(event);
  }

  /** Lets time pass and every task that runs have its turn. */
  void step(long toMs) {
    nowMs = toMs;
    enforcing.forEach(EnforceTask::turn);
    signalling.forEach(SignalsTask::turn);
  }

  /** A record as a producer sends it. */
  record RawEvent(long timestampMs, byte @Nullable [] value, Map<String, String> headers) {}

  /** What went through the repartition topic: a record, or a note of how far it goes. */
  private record Told(@Nullable String urn, byte @Nullable [] bytes, int partition, long visible) {}

  /** One SIGNALS round that was committed: what was known, and what was said. */
  record Round(
      long nowMs,
      long startedAtMs,
      Map<Integer, Long> visible,
      Map<Integer, SignalInput.Progress> reports,
      Map<String, Contract> contracts,
      List<SignalState> states,
      List<String> cleared,
      List<Breach> breaches) {}

  private RawPartitions lagsOf(EnforceTask task) {
    return new RawPartitions() {
      @Override
      public OptionalLong lag(SourcePartition source) {
        return source.partition() == task.partition
            ? OptionalLong.of(raw.get(task.partition).size() - task.next)
            : OptionalLong.empty();
      }

      @Override
      public Set<SourcePartition> readBy(TaskId id) {
        return Set.of(new SourcePartition(TOPIC, id.partition()));
      }

      @Override
      public OptionalInt countOf(String topic) {
        return OptionalInt.of(raw.size());
      }
    };
  }

  /** Runs a context's punctuators when they are due. */
  private final class Punctuation {
    private final MockProcessorContext<?, ?> context;
    private final Map<Object, Long> last = new HashMap<>();

    private Punctuation(MockProcessorContext<?, ?> context) {
      this.context = context;
    }

    private void run() {
      for (var punctuator : context.scheduledPunctuators()) {
        Long before = last.get(punctuator);
        if (before == null || nowMs - before >= punctuator.getInterval().toMillis()) {
          punctuator.getPunctuator().punctuate(nowMs);
          last.put(punctuator, nowMs);
        }
      }
    }
  }

  /** The task of one raw partition. */
  final class EnforceTask {
    private final int partition;
    private final MapStore<Bytes> store = new MapStore<>(Names.TALLY_STORE);
    private final MapStore<Bytes> keys = new MapStore<>(Names.PARTITION_KEY_STORE);
    private final List<Runnable> written = new ArrayList<>();
    private NavigableMap<Bytes, byte[]> durable = new TreeMap<>();
    private NavigableMap<Bytes, byte[]> durableKeys = new TreeMap<>();
    private long committed;
    private long next;
    private boolean running;
    private int recordsATurn = Integer.MAX_VALUE;
    private TallyStore tallies;
    private EnforceProcessor processor;
    private MockProcessorContext<Object, Object> context;
    private Punctuation punctuation;

    private EnforceTask(int partition) {
      this.partition = partition;
    }

    boolean running() {
      return running;
    }

    /** How many records it manages between two looks at the clock. */
    void atMost(int records) {
      recordsATurn = records;
    }

    void start() {
      if (running) {
        return;
      }
      running = true;
      next = committed;
      store.restore(durable);
      keys.restore(durableKeys);
      tallies = new TallyStore(store);
      context = new MockProcessorContext<>(NO_PROPERTIES, new TaskId(0, partition), folder);
      context.setCurrentSystemTimeMs(nowMs);
      context.addStateStore(tallies);
      context.addStateStore(keys);
      punctuation = new Punctuation(context);
      processor =
          new EnforceProcessor(
              catalog,
              IDENTITY,
              lagsOf(this),
              stampedByBroker(),
              new EventMetrics(new SimpleMeterRegistry()),
              () -> 0,
              new EvidenceRoute("evidence"),
              c -> new PlainScope());
      processor.init(context);
    }

    /**
     * The broker stamps all records here, because what becomes of an event that is ahead must not
     * depend on who reads it when (ADR 0029).
     */
    private RawTimestamps stampedByBroker() {
      RawTimestamps timestamps = new RawTimestamps();
      ConsumerRecord<byte[], byte[]> first =
          new ConsumerRecord<>(
              TOPIC,
              partition,
              0,
              nowMs,
              TimestampType.LOG_APPEND_TIME,
              0,
              0,
              new byte[0],
              new byte[0],
              new RecordHeaders(),
              Optional.empty());
      try (StampReader reader = new StampReader()) {
        reader.configure(Map.of(RawTimestamps.CONFIG_KEY, timestamps));
        var unused =
            reader.onConsume(
                new ConsumerRecords<>(
                    Map.of(new TopicPartition(TOPIC, partition), List.of(first)), Map.of()));
      }
      return timestamps;
    }

    /** Stops cleanly. */
    void stop() {
      if (running) {
        commit();
        running = false;
      }
    }

    void kill() {
      if (running) {
        running = false;
        if (!exactlyOnce) {
          written.forEach(Runnable::run);
        }
        written.clear();
      }
    }

    private void turn() {
      if (!running) {
        return;
      }
      context.setCurrentSystemTimeMs(nowMs);
      List<RawEvent> log = raw.get(partition);
      for (int i = 0; i < recordsATurn && next < log.size(); i++) {
        long offset = next++;
        context.setRecordMetadata(TOPIC, partition, offset);
        RawEvent event = log.get((int) offset);
        RecordHeaders headers = new RecordHeaders();
        event
            .headers()
            .forEach((name, text) -> headers.add(name, text.getBytes(StandardCharsets.UTF_8)));
        processor.process(new Record<>(null, event.value(), event.timestampMs(), headers));
      }
      punctuation.run();
      collect();
      note();
    }

    private void collect() {
      for (var forward : context.forwarded()) {
        Record<?, ?> record = forward.record();
        if (record.value() instanceof SignalInput input) {
          tell((String) record.key(), input);
        } else if (record.value() instanceof EvidenceRecord answer) {
          long offset = offsetOf(answer);
          written.add(
              () ->
                  evidence
                      .computeIfAbsent(new SourcePartition(TOPIC, partition), p -> new HashMap<>())
                      .merge(offset, 1, Integer::sum));
        } else {
          throw new AssertionError("a dead letter: " + record);
        }
      }
      context.resetForwards();
    }

    private static long offsetOf(EvidenceRecord answer) {
      try {
        return JSON.readTree(answer.json()).path("source").path("offset").asLong(-1);
      } catch (IOException e) {
        throw new AssertionError("not JSON: " + answer, e);
      }
    }

    private void tell(String urn, SignalInput input) {
      byte[] bytes = SignalInputSerde.write(input);
      Set<Integer> to =
          new DatasetPartitioner()
              .partitions("repartition", urn, input, repartition.size())
              .orElseThrow();
      written.add(
          () -> to.forEach(p -> repartition.get(p).add(new Told(urn, bytes, partition, -1))));
    }

    private void note() {
      long upTo = next;
      written.add(() -> repartition.forEach(log -> log.add(new Told(null, null, partition, upTo))));
    }

    void commit() {
      if (running) {
        tallies.flushCache();
        collect();
        durable = store.content();
        durableKeys = keys.content();
        committed = next;
        written.forEach(Runnable::run);
        written.clear();
      }
    }
  }

  /** The simulated context does not care who forwards. */
  private static final class PlainScope implements RecordScope {

    @Override
    public void run(Runnable work) {
      work.run();
    }

    @Override
    public void commitPresentPartitions() {}

    @Override
    public void forwardFor(RecordMetadata record) {}

    @Override
    public void write(String sink, ProducerRecord<byte[], byte[]> record) {
      throw new AssertionError("the context has no sinks, hence nothing knows of partitions");
    }
  }

  /** A SIGNALS task. */
  final class SignalsTask {
    private final int partition;
    private final MapStore<Bytes> minutes = new MapStore<>(Names.MINUTE_STORE);
    private final MapStore<Bytes> hours = new MapStore<>(Names.HOUR_STORE);
    private final MapStore<Bytes> tracks = new MapStore<>(Names.TRACK_STORE);
    private final MapStore<Bytes> rollups = new MapStore<>(Names.ROLLUP_STORE);
    private final Map<String, MapStore<String>> stores = new LinkedHashMap<>();
    private final List<Round> unsaid = new ArrayList<>();
    private final List<Round> rounds = new ArrayList<>();
    private final Map<Integer, Long> visible = new HashMap<>();
    private final Map<Integer, SignalInput.Progress> reports = new HashMap<>();
    private NavigableMap<Bytes, byte[]> durableMinutes = new TreeMap<>();
    private NavigableMap<Bytes, byte[]> durableHours = new TreeMap<>();
    private NavigableMap<Bytes, byte[]> durableTracks = new TreeMap<>();
    private NavigableMap<Bytes, byte[]> durableRollups = new TreeMap<>();
    private final Map<String, NavigableMap<String, byte[]>> durable = new HashMap<>();
    private Map<Integer, Long> durableVisible = Map.of();
    private Map<Integer, SignalInput.Progress> durableReports = Map.of();
    private int committed;
    private int next;
    private long startedAtMs;
    private boolean running;
    private SignalProcessor processor;
    private MockProcessorContext<String, byte[]> context;
    private Punctuation punctuation;

    private SignalsTask(int partition) {
      this.partition = partition;
      for (String name :
          List.of(
              Names.DATASET_STORE,
              Names.STATE_STORE,
              Names.OPEN_BREACH_STORE,
              Names.BREACH_STORE,
              Names.TRANSITION_STORE,
              Names.PROGRESS_STORE,
              Names.READINESS_STORE)) {
        stores.put(name, new MapStore<>(name));
      }
    }

    boolean running() {
      return running;
    }

    /** The rounds that were committed, in order. */
    List<Round> rounds() {
      return rounds;
    }

    MapStore<String> store(String name) {
      return stores.get(name);
    }

    long events(String datasetUrn, long fromMinute, long toMinute) {
      return StoredSignals.events(minutes, datasetUrn, fromMinute, toMinute);
    }

    void start() {
      if (running) {
        return;
      }
      running = true;
      startedAtMs = nowMs;
      next = committed;
      minutes.restore(durableMinutes);
      hours.restore(durableHours);
      tracks.restore(durableTracks);
      rollups.restore(durableRollups);
      stores.forEach((name, s) -> s.restore(durable.getOrDefault(name, new TreeMap<>())));
      visible.clear();
      visible.putAll(durableVisible);
      reports.clear();
      reports.putAll(durableReports);
      context = new MockProcessorContext<>(NO_PROPERTIES, new TaskId(1, partition), folder);
      context.setCurrentSystemTimeMs(nowMs);
      context.addStateStore(minutes);
      context.addStateStore(hours);
      context.addStateStore(tracks);
      context.addStateStore(rollups);
      stores.values().forEach(context::addStateStore);
      punctuation = new Punctuation(context);
      processor =
          new SignalProcessor(
              catalog,
              topic -> OptionalInt.of(raw.size()),
              repartition.size(),
              COMMIT_INTERVAL_MS,
              new SimpleMeterRegistry(),
              SightBoard.withoutCluster(),
              new Deployments(null),
              () -> 0);
      processor.init(context);
    }

    void stop() {
      if (running) {
        commit();
        running = false;
      }
    }

    void kill() {
      running = false;
      unsaid.clear();
    }

    private void turn() {
      if (!running) {
        return;
      }
      context.setCurrentSystemTimeMs(nowMs);
      List<Told> log = repartition.get(partition);
      while (next < log.size()) {
        Told told = log.get(next++);
        if (told.bytes() == null) {
          visible.merge(told.partition(), told.visible(), Math::max);
        } else {
          SignalInput input = SignalInputSerde.read(told.bytes());
          if (input instanceof SignalInput.Progress report) {
            reports.put(report.source().partition(), report);
          }
          processor.process(new Record<>(told.urn(), input, nowMs));
        }
      }
      punctuation.run();
      unsaid.add(round());
    }

    private Round round() {
      List<SignalState> states = new ArrayList<>();
      List<String> cleared = new ArrayList<>();
      List<Breach> breaches = new ArrayList<>();
      for (var forward : context.forwarded()) {
        Record<? extends String, ? extends byte[]> record = forward.record();
        if (forward.childName().orElse("").equals(Names.BREACHES_SINK)) {
          breaches.add(SignalJson.readBreach(record.value()));
        } else if (record.value() == null) {
          cleared.add(record.key());
        } else {
          states.add(SignalJson.readState(record.value()));
        }
      }
      context.resetForwards();
      Map<String, Contract> contracts = new TreeMap<>();
      for (Contract contract : catalog.contracts()) {
        if (DatasetPartitioner.partition(contract.urn(), repartition.size()) == partition) {
          contracts.put(contract.urn(), contract);
        }
      }
      return new Round(
          nowMs,
          startedAtMs,
          Map.copyOf(visible),
          Map.copyOf(reports),
          contracts,
          states,
          cleared,
          breaches);
    }

    void commit() {
      if (running) {
        durableMinutes = minutes.content();
        durableHours = hours.content();
        durableTracks = tracks.content();
        durableRollups = rollups.content();
        stores.forEach((name, s) -> durable.put(name, s.content()));
        durableVisible = Map.copyOf(visible);
        durableReports = Map.copyOf(reports);
        committed = next;
        rounds.addAll(unsaid);
        unsaid.clear();
      }
    }
  }
}
