package io.signalfactory.stream.signals;

import io.micrometer.core.instrument.MeterRegistry;
import io.signalfactory.contract.Contract;
import io.signalfactory.contract.Slos;
import io.signalfactory.gate.ContractCatalog;
import io.signalfactory.signal.Archive;
import io.signalfactory.signal.Baselines;
import io.signalfactory.signal.DatasetSignals;
import io.signalfactory.signal.DatasetView;
import io.signalfactory.signal.HourClosing;
import io.signalfactory.signal.SignalJson;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.Terms;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.stream.kafka.TopicSizes;
import io.signalfactory.stream.report.SignalInput;
import io.signalfactory.tally.MinuteBucket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongBinaryOperator;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * SIGNALS: merges partial tallies into minutes and judges every dataset of its partition once a
 * second on the wall clock, whether or not anything arrives. A dataset belongs to the partition
 * that its URN hashes to, so one that never sent anything has a task that judges it, too.
 */
public final class SignalProcessor implements Processor<String, SignalInput, String, byte[]> {

  private static final Duration EXPIRE_EVERY = Duration.ofMinutes(10);

  /** Breaches looked at in one tick whether they have expired: thousands between two sweeps. */
  private static final int BREACHES_A_TICK = 8;

  private static final int MAX_EXPIRED_A_DATASET = 1_000;
  private static final long HOUR_MS = Duration.ofHours(1).toMillis();
  private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();
  private static final int MINUTES_AN_HOUR = 60;

  /**
   * Baselines worked out ahead in one tick. All hours close at once, and a baseline is asked for
   * only when a quarter of the next hour is over: until then 18,000 of them are worked out, and
   * with fewer datasets, and ticks, several times as many as there are.
   */
  private static final int BASELINES_A_TICK = 1;

  /**
   * Datasets of which hours are closed in one tick. It takes several times an evaluation, and the
   * hour ends for all of them at once: 10,000 are through in twenty seconds, and ticks have time
   * left to make up for a pause.
   */
  private static final int CLOSED_A_TICK = 25;

  /**
   * How long a tick may take. Punctuation runs inside the task's transaction, and while it runs no
   * record is read: what is left of a round goes on at the next tick. Nobody is to wait for more
   * than 50 ms, and a pause of the collector, of up to 30 ms mostly, comes on top (ADR 0021).
   */
  private static final long BUDGET_NANOS = Duration.ofMillis(16).toNanos();

  /**
   * Kept of a tick for judging alone: storing values that have only moved takes much of one, and
   * they can wait, while no second is to be missed (ADR 0020).
   */
  private static final long FOR_JUDGING_NANOS = BUDGET_NANOS / 4;

  private final ContractCatalog catalog;
  private final TopicSizes sizes;
  private final int partitions;
  private final long commitIntervalMs;
  private final MeterRegistry registry;
  private final LongSupplier nanoClock;
  private final Map<String, Dataset> datasets = new HashMap<>();
  private final Map<String, DatasetSignals> signals = new HashMap<>();
  private Round round;
  private Duration pace;
  private Cancellable ticks;
  private Roster roster;
  private long evaluations;
  private int baselinesLeft;
  private int closingsLeft;
  private boolean breachesExpire;
  private ProcessorContext<String, byte[]> context;
  private KeyValueStore<String, byte[]> datasetStore;
  private MinuteStore minutes;
  private HourStore hours;
  private BreachStore breaches;
  private SignalMeters meters;
  private @Nullable ProgressBoard progress;
  private SignalWriter writer;

  /**
   * @param catalog the contracts in force
   * @param sizes how many partitions raw topics have
   * @param partitions how many SIGNALS tasks there are
   * @param commitIntervalMs how often what ENFORCE tells becomes visible
   * @param registry where the signals are shown as metrics
   * @param nanoClock what ticks are measured by; it only goes forward, in nanoseconds
   */
  public SignalProcessor(
      ContractCatalog catalog,
      TopicSizes sizes,
      int partitions,
      long commitIntervalMs,
      MeterRegistry registry,
      LongSupplier nanoClock) {
    this.catalog = catalog;
    this.sizes = sizes;
    this.partitions = partitions;
    this.commitIntervalMs = commitIntervalMs;
    this.registry = registry;
    this.nanoClock = nanoClock;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    // Streams starts a task again with the same processors after it lost its state.
    this.datasets.clear();
    this.signals.clear();
    this.breachesExpire = false;
    this.round = new Round();
    this.roster = new Roster(catalog, context.taskId().partition(), partitions);
    this.datasetStore = context.getStateStore(Names.DATASET_STORE);
    this.minutes = new MinuteStore(context.getStateStore(Names.MINUTE_STORE));
    this.hours = new HourStore(context.getStateStore(Names.HOUR_STORE));
    this.breaches =
        new BreachStore(
            context.getStateStore(Names.OPEN_BREACH_STORE),
            context.getStateStore(Names.BREACH_STORE));
    this.meters = new SignalMeters(registry);
    SignalJson.prepare();
    load(context.currentSystemTimeMs());
    tickEvery(TickPace.SHORTEST);
    context.schedule(EXPIRE_EVERY, PunctuationType.WALL_CLOCK_TIME, nowMs -> breachesExpire = true);
  }

  /** Takes up what the stores hold: what a task that came here from elsewhere has to know. */
  private void load(long nowMs) {
    progress =
        new ProgressBoard(
            context.getStateStore(Names.PROGRESS_STORE), sizes, nowMs, commitIntervalMs);
    KeyValueStore<String, byte[]> states = context.getStateStore(Names.STATE_STORE);
    writer = new SignalWriter(states, breaches, meters, context);
    try (KeyValueIterator<String, byte[]> stored = states.all()) {
      stored.forEachRemaining(entry -> restore(SignalJson.readState(entry.value)));
    }
    try (KeyValueIterator<String, byte[]> stored = datasetStore.all()) {
      stored.forEachRemaining(
          entry -> hold(entry.key, DatasetRecord.fromBytes(entry.value), nowMs));
    }
  }

  private void restore(SignalState state) {
    SignalKey key = state.key();
    signals
        .computeIfAbsent(key.datasetUrn(), DatasetSignals::new)
        .restore(state, breaches.open(key));
    meters.of(key).stored(state);
  }

  @Override
  public void process(Record<String, SignalInput> record) {
    SignalInput input = record.value();
    if (input instanceof SignalInput.Progress report) {
      progress.report(report);
    } else if (input instanceof SignalInput.Partial partial) {
      merge(record.key(), partial);
    }
  }

  private void merge(String urn, SignalInput.Partial partial) {
    Dataset dataset = dataset(urn, context.currentSystemTimeMs());
    boolean late = partial.minute() * MINUTE_MS < dataset.known().closedThroughMs();
    long before = late ? minutes.events(urn, partial.minute(), partial.minute() + 1) : 0;
    MinuteBucket minute = minutes.merge(urn, dataset.latestMinutes(), partial);
    dataset.minutes().put(partial.minute(), minute.totals());
    if (late) {
      hours.amend(
          urn,
          Math.floorDiv(partial.minute(), MINUTES_AN_HOUR),
          Math.floorMod(partial.minute(), MINUTES_AN_HOUR),
          minute.totals().events() - before);
    }
    DatasetRecord known = dataset.known().seen(partial);
    if (!known.equals(dataset.known())) {
      dataset.update(known);
      datasetStore.put(urn, known.toBytes());
    }
  }

  private void tickEvery(Duration pace) {
    this.pace = pace;
    this.ticks = context.schedule(pace, PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  private void tick(long nowMs) {
    if (round.isDue(nowMs)) {
      beginRound(nowMs);
    }
    baselinesLeft = BASELINES_A_TICK;
    closingsLeft = CLOSED_A_TICK;
    long deadline = nanoClock.getAsLong() + BUDGET_NANOS;
    if (breachesExpire) {
      breachesExpire = !breaches.expire(Instant.ofEpochMilli(nowMs), BREACHES_A_TICK);
    }
    long leftNanos = BUDGET_NANOS;
    for (int left = round.share(nowMs); left > 0 && leftNanos >= 0; left--) {
      evaluate(round.next(), nowMs, leftNanos > FOR_JUDGING_NANOS);
      leftNanos = deadline - nanoClock.getAsLong();
    }
  }

  private void beginRound(long nowMs) {
    List<String> all = roster.of(datasets.keySet(), signals.keySet());
    Duration wanted = TickPace.of(all.size());
    if (!wanted.equals(pace)) {
      ticks.cancel();
      tickEvery(wanted);
    }
    round.begin(all, wanted.toMillis(), nowMs);
  }

  private void evaluate(String urn, long nowMs, boolean storeMoved) {
    Terms terms = terms(urn);
    Dataset dataset = dataset(urn, nowMs);
    long neededFrom = Math.floorDiv(nowMs, MINUTE_MS) - terms.minutesNeeded();
    if (neededFrom < dataset.heldFrom()) {
      dataset = hold(urn, dataset.known(), nowMs);
    }
    dataset.forgetBefore(neededFrom);
    // A contract says where its records are now; where they were before no longer matters.
    Contract contract = terms.contract();
    Set<String> topics =
        contract == null ? dataset.known().topics() : Set.of(contract.dataset().topic());
    long readPastMs = progress.readPastMs(topics, nowMs);
    closeHours(dataset, terms, readPastMs, neededFrom);
    prepareBaseline(dataset, terms);
    expire(dataset, terms, nowMs);
    DatasetView view = dataset.view(terms, progress.of(topics, nowMs), knownUntil(readPastMs));
    DatasetSignals datasetSignals = signals.computeIfAbsent(urn, DatasetSignals::new);
    writer.write(datasetSignals.evaluate(view, Instant.ofEpochMilli(nowMs), storeMoved));
    evaluations++;
    if (datasetSignals.isEmpty()) {
      signals.remove(urn);
    }
    if (contract == null && !dataset.known().hasEvents()) {
      forget(urn);
    }
  }

  private void forget(String urn) {
    datasets.remove(urn);
    roster.outdate();
    datasetStore.delete(urn);
    hours.forget(urn);
  }

  private Terms terms(String urn) {
    return new Terms(catalog.contract(urn).orElse(null));
  }

  private static Instant knownUntil(long readPastMs) {
    return readPastMs == Long.MIN_VALUE ? Instant.EPOCH : Instant.ofEpochMilli(readPastMs);
  }

  /** Prepares the baseline of the hour that is running, before it is needed. */
  private void prepareBaseline(Dataset dataset, Terms terms) {
    Slos.AnomalyDetection how = terms.anomalyDetection();
    long closedThroughMs = dataset.known().closedThroughMs();
    if (how != null
        && closedThroughMs != Long.MIN_VALUE
        && baselinesLeft > 0
        && dataset.baselines().prepare(Math.floorDiv(closedThroughMs, HOUR_MS), how)) {
      baselinesLeft--;
    }
  }

  /**
   * Closes the calendar hours that are due; a tick later where too many are.
   *
   * @param heldFrom the first minute that the dataset has on the heap
   */
  private void closeHours(Dataset dataset, Terms terms, long readPastMs, long heldFrom) {
    if (closingsLeft == 0) {
      return;
    }
    DatasetRecord known = dataset.known();
    HourClosing closing =
        HourClosing.due(known.closedThroughMs(), known.observedSinceMs(), terms, readPastMs)
            .orElse(null);
    if (closing == null) {
      return;
    }
    closingsLeft--;
    for (long hour = closing.firstHour(); hour < closing.endHour(); hour++) {
      hours.close(dataset.urn(), hour, HourClosing.count(hour, eventsOf(dataset, hour, heldFrom)));
    }
    DatasetRecord closed = known.closedThrough(closing.throughMs());
    dataset.update(closed);
    datasetStore.put(dataset.urn(), closed.toBytes());
  }

  /** The events of an hour's minutes: from the heap if they are there, else from the store. */
  private LongBinaryOperator eventsOf(Dataset dataset, long hour, long heldFrom) {
    return HourClosing.firstMinute(hour) >= heldFrom
        ? (from, to) -> dataset.minutes().sum(from, to).events()
        : (from, to) -> minutes.events(dataset.urn(), from, to);
  }

  private Dataset dataset(String urn, long nowMs) {
    Dataset dataset = datasets.get(urn);
    if (dataset == null) {
      DatasetRecord known = DatasetRecord.knownSince(nowMs);
      datasetStore.put(urn, known.toBytes());
      dataset = hold(urn, known, nowMs);
    }
    return dataset;
  }

  private Dataset hold(String urn, DatasetRecord known, long nowMs) {
    long from = Math.floorDiv(nowMs, MINUTE_MS) - terms(urn).minutesNeeded();
    Dataset dataset =
        new Dataset(
            urn,
            known,
            minutes.series(urn, from),
            from,
            nowMs,
            new Baselines(hour -> hours.before(urn, hour)),
            new StoredArchive(urn));
    if (datasets.put(urn, dataset) == null) {
      roster.outdate();
    }
    return dataset;
  }

  /** Removes what a dataset needs no longer, when it is its turn. */
  private void expire(Dataset dataset, Terms terms, long nowMs) {
    if (!dataset.expires(nowMs, EXPIRE_EVERY)) {
      return;
    }
    // By the dataset's own newest minute, as a backlog from long ago is still being counted; but
    // never by a minute that is still to come.
    long newest = Math.min(Math.floorDiv(nowMs, MINUTE_MS), dataset.known().newestMinute());
    minutes.expire(dataset.urn(), newest - terms.minutesRetained(), MAX_EXPIRED_A_DATASET);
    hours.expire(dataset.urn(), Math.floorDiv(nowMs, HOUR_MS) - 2);
  }

  /** How many times a dataset has been judged since this object was made. */
  long evaluations() {
    return evaluations;
  }

  @Override
  public void close() {
    meters.close();
  }

  /** What the stores have of one dataset beyond its view. */
  private final class StoredArchive implements Archive {
    private final String urn;

    private StoredArchive(String urn) {
      this.urn = urn;
    }

    @Override
    public long events(long fromMinute, long toMinute) {
      return minutes.events(urn, fromMinute, toMinute);
    }

    @Override
    public @Nullable Instant lastResolvedAt(SignalKey key) {
      return breaches.lastResolvedAt(key);
    }
  }
}
