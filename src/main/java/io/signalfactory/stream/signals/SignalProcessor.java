package io.signalfactory.stream.signals;

import io.micrometer.core.instrument.MeterRegistry;
import io.signalfactory.baseline.Band;
import io.signalfactory.contract.Contract;
import io.signalfactory.contract.Slos;
import io.signalfactory.deployment.Deployment;
import io.signalfactory.deployment.Deployments;
import io.signalfactory.gate.ContractCatalog;
import io.signalfactory.past.Counted;
import io.signalfactory.past.Usual;
import io.signalfactory.signal.Archive;
import io.signalfactory.signal.DatasetSignals;
import io.signalfactory.signal.DatasetView;
import io.signalfactory.signal.Evaluation;
import io.signalfactory.signal.HourClosing;
import io.signalfactory.signal.ObserverProgress;
import io.signalfactory.signal.RecentBaselines;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.SignalJson;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.Terms;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.stream.kafka.ThreadCommits;
import io.signalfactory.stream.kafka.TopicSizes;
import io.signalfactory.stream.report.SignalInput;
import io.signalfactory.stream.sight.SightBoard;
import io.signalfactory.stream.sight.TaskSight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 * SIGNALS: merges partial tallies into minutes, and once per second of the wall clock has every
 * dataset of its partition judged, whether or not anything arrives. It reads what is known, calls
 * {@link DatasetSignals}, and writes what that decides. A dataset belongs to the partition that its
 * URN hashes to, so a dataset that never sent anything is judged, too.
 */
public final class SignalProcessor implements Processor<String, SignalInput, String, byte[]> {

  private static final Duration EXPIRE_EVERY = Duration.ofMinutes(10);

  /** How many breaches are checked for expiry in one tick: thousands between two sweeps. */
  private static final int BREACHES_PER_TICK = 8;

  private static final int MAX_EXPIRED_PER_DATASET = 1_000;
  private static final long HOUR_MS = Duration.ofHours(1).toMillis();
  private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();
  private static final int MINUTES_PER_HOUR = 60;

  /**
   * How many baselines are prepared in one tick. The hours of all datasets close at the same time,
   * and a baseline is needed a quarter of an hour later: until then 18,000 can be prepared.
   */
  private static final int BASELINES_PER_TICK = 1;

  /**
   * For how many datasets hours are closed in one tick. Closing takes several times as long as an
   * evaluation, and the hour ends for all datasets at the same time: 10,000 of them take twenty
   * seconds, and ticks have time left to make up for a pause.
   */
  private static final int CLOSED_PER_TICK = 25;

  /**
   * How long a tick may take. No record is read while it runs, so what is left of a round waits for
   * the next tick. Records are to wait for 50 ms at most, pauses of the collector included, which
   * are mostly below 30 ms (ADR 0021).
   */
  private static final long BUDGET_NANOS = Duration.ofMillis(16).toNanos();

  /**
   * The end of a tick is kept for judging alone. Storing values that have only moved takes time and
   * can wait, while no dataset may miss its second (ADR 0020).
   */
  private static final long FOR_JUDGING_NANOS = BUDGET_NANOS / 4;

  private final ContractCatalog catalog;
  private final TopicSizes sizes;
  private final int partitions;
  private final long commitIntervalMs;
  private final MeterRegistry registry;
  private final SightBoard sights;
  private final Deployments deployments;
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
  private Past past;
  private ReadinessKeeper readiness;
  private ReadinessMeters readinessMeters;
  private SignalMeters meters;
  private TaskSight sight;
  private ProgressBoard progress;
  private SignalWriter writer;

  /**
   * @param catalog the contracts in force
   * @param sizes how many partitions raw topics have
   * @param partitions how many SIGNALS tasks there are
   * @param commitIntervalMs how often reports of ENFORCE become visible, in milliseconds
   * @param registry where the signals are shown as metrics
   * @param sights where the task says that it judges
   * @param deployments what breaches may have begun with
   * @param nanoClock measures ticks; it only goes forward, in nanoseconds
   */
  public SignalProcessor(
      ContractCatalog catalog,
      TopicSizes sizes,
      int partitions,
      long commitIntervalMs,
      MeterRegistry registry,
      SightBoard sights,
      Deployments deployments,
      LongSupplier nanoClock) {
    this.catalog = catalog;
    this.sizes = sizes;
    this.partitions = partitions;
    this.commitIntervalMs = commitIntervalMs;
    this.registry = registry;
    this.sights = sights;
    this.deployments = deployments;
    this.nanoClock = nanoClock;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    // Streams can start a task again with the same processor, after it lost its state.
    this.datasets.clear();
    this.signals.clear();
    this.breachesExpire = false;
    this.round = new Round();
    this.roster = new Roster(catalog, context.taskId().partition(), partitions);
    this.datasetStore = context.getStateStore(Names.DATASET_STORE);
    this.minutes = new MinuteStore(context.getStateStore(Names.MINUTE_STORE));
    this.hours = new HourStore(context.getStateStore(Names.HOUR_STORE));
    this.past =
        new Past(
            new TrackStore(context.getStateStore(Names.TRACK_STORE)),
            new RollupStore(context.getStateStore(Names.ROLLUP_STORE)));
    KeyValueStore<String, byte[]> states = context.getStateStore(Names.STATE_STORE);
    List<SignalState> stored = stored(states);
    this.sight =
        sights.begin(
            context.taskId().partition(),
            judgedUntilMs(stored, context.currentSystemTimeMs()),
            new ThreadCommits(context.metrics()));
    this.breaches =
        new BreachStore(
            noting(Names.OPEN_BREACH_STORE),
            noting(Names.BREACH_STORE),
            new TransitionStore(noting(Names.TRANSITION_STORE)));
    this.meters = new SignalMeters(registry, sight::blind);
    this.readinessMeters = new ReadinessMeters(registry, sight::blind);
    this.readiness =
        new ReadinessKeeper(
            minutes,
            new ReadinessStore(context.getStateStore(Names.READINESS_STORE)),
            readinessMeters);
    this.progress =
        new ProgressBoard(
            context.getStateStore(Names.PROGRESS_STORE),
            sizes,
            context.currentSystemTimeMs(),
            commitIntervalMs);
    this.writer = new SignalWriter(states, sight.noting(states), breaches, meters, context);
    SignalJson.prepare();
    load(stored, context.currentSystemTimeMs());
    tickEvery(TickPace.SHORTEST);
    context.schedule(EXPIRE_EVERY, PunctuationType.WALL_CLOCK_TIME, nowMs -> breachesExpire = true);
  }

  private KeyValueStore<String, byte[]> noting(String name) {
    return sight.noting(context.getStateStore(name));
  }

  private static List<SignalState> stored(KeyValueStore<String, byte[]> states) {
    List<SignalState> read = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> stored = states.all()) {
      stored.forEachRemaining(entry -> read.add(SignalJson.readState(entry.value)));
    }
    return read;
  }

  /**
   * When the task was last at work, here or elsewhere: it judges all of its datasets in the same
   * second, and stores some of what comes of it.
   */
  private static long judgedUntilMs(List<SignalState> stored, long nowMs) {
    return stored.stream().mapToLong(state -> state.updatedAt().toEpochMilli()).max().orElse(nowMs);
  }

  /** Reads the stores: a task goes on where it, or another instance, stopped. */
  private void load(List<SignalState> states, long nowMs) {
    states.forEach(this::restore);
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
      progress.accept(report);
    } else if (input instanceof SignalInput.Partial partial) {
      merge(record.key(), partial);
    }
  }

  private void merge(String urn, SignalInput.Partial partial) {
    Dataset dataset = dataset(urn, context.currentSystemTimeMs());
    MinuteStore.Merged minute = minutes.merge(urn, dataset.latestMinutes(), partial);
    dataset.minutes().put(partial.minute(), minute.after().totals());
    if (partial.minute() * MINUTE_MS < dataset.known().closedThroughMs()) {
      amend(urn, partial.minute(), minute);
    }
    DatasetRecord known = dataset.known().seen(partial);
    if (!known.equals(dataset.known())) {
      dataset.update(known);
      datasetStore.put(urn, known.toBytes());
    }
  }

  /** Corrects what is kept of an hour that has been closed. */
  private void amend(String urn, long ofMinute, MinuteStore.Merged minute) {
    Counted before = MinuteStore.counted(minute.before());
    Counted after = MinuteStore.counted(minute.after());
    hours.amend(
        urn,
        Math.floorDiv(ofMinute, MINUTES_PER_HOUR),
        Math.floorMod(ofMinute, MINUTES_PER_HOUR),
        after.counts().events() - before.counts().events());
    past.amended(urn, ofMinute, before, after);
  }

  private void tickEvery(Duration pace) {
    this.pace = pace;
    this.ticks = context.schedule(pace, PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  private void tick(long nowMs) {
    sight.ticks();
    if (round.isDue(nowMs)) {
      sight.roundBegins();
      beginRound(nowMs);
    }
    baselinesLeft = BASELINES_PER_TICK;
    closingsLeft = CLOSED_PER_TICK;
    readiness.beginTick();
    long deadline = nanoClock.getAsLong() + BUDGET_NANOS;
    if (breachesExpire) {
      breachesExpire = !breaches.expire(Instant.ofEpochMilli(nowMs), BREACHES_PER_TICK);
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
    readiness.among(all.size());
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
    // The contract names the topic of its records; where they came from before no longer matters.
    Contract contract = terms.contract();
    Set<String> topics =
        contract == null ? dataset.known().topics() : Set.of(contract.dataset().topic());
    long readPastMs = progress.readPastMs(topics, nowMs);
    closeHours(dataset, terms, readPastMs, neededFrom);
    prepareBaseline(dataset, terms);
    expire(dataset, terms, nowMs);
    DatasetView view =
        dataset.view(
            terms,
            progress.of(topics, nowMs),
            knownUntil(readPastMs),
            progress.createdAgainAtMs(topics, nowMs));
    DatasetSignals datasetSignals = signals.computeIfAbsent(urn, DatasetSignals::new);
    Evaluation evaluation = datasetSignals.evaluate(view, Instant.ofEpochMilli(nowMs), storeMoved);
    writer.write(evaluation);
    boolean saw = view.progress() instanceof ObserverProgress.CaughtUp;
    past.judged(urn, evaluation, saw, nowMs, readPastMs);
    if (storeMoved) {
      readiness.follow(
          urn,
          dataset.known().newestMinute(),
          contract == null ? null : contract.slos().volume(),
          evaluation.knows(Signal.VOLUME),
          nowMs);
    }
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
    past.forget(urn);
    readiness.forget(urn);
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
    for (long hour = closing.beganIn(); hour < closing.endHour(); hour++) {
      past.closed(
          dataset.urn(), hour, counted(dataset, hour, heldFrom), usual(dataset, terms, hour));
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

  /** What was counted of an hour: from the heap if its minutes are there, else from the store. */
  private Counted counted(Dataset dataset, long hour, long heldFrom) {
    long from = HourClosing.firstMinute(hour);
    long to = from + MINUTES_PER_HOUR;
    return from >= heldFrom
        ? new Counted(dataset.minutes().sum(from, to), dataset.minutes().sumOfRules(from, to))
        : minutes.counted(dataset.urn(), from, to);
  }

  /** What was usual for an hour, if that was learnt to judge it; null otherwise. */
  private static @Nullable Usual usual(Dataset dataset, Terms terms, long hour) {
    Slos.AnomalyDetection how = terms.anomalyDetection();
    Band band = how == null ? null : dataset.baselines().learnt(hour, how);
    return band == null ? null : Usual.of(band);
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
            new RecentBaselines(hour -> hours.before(urn, hour)),
            new StoredArchive(urn));
    if (datasets.put(urn, dataset) == null) {
      roster.outdate();
    }
    return dataset;
  }

  /** Removes expired data of a dataset when it is its turn. */
  private void expire(Dataset dataset, Terms terms, long nowMs) {
    if (!dataset.expires(nowMs, EXPIRE_EVERY)) {
      return;
    }
    // By the dataset's own newest minute, as an old backlog may still be being counted; but not by
    // a
    // minute in the future.
    long newest = Math.min(Math.floorDiv(nowMs, MINUTE_MS), dataset.known().newestMinute());
    minutes.expire(dataset.urn(), newest - terms.minutesRetained(), MAX_EXPIRED_PER_DATASET);
    hours.expire(dataset.urn(), Math.floorDiv(nowMs, HOUR_MS) - 2);
  }

  /** How many evaluations there have been since this object was made. */
  long evaluations() {
    return evaluations;
  }

  @Override
  public void close() {
    meters.close();
    readinessMeters.close();
    sight.close();
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

    @Override
    public @Nullable Deployment deploymentBehind(
        String service, @Nullable String version, Instant began) {
      return deployments.behind(service, version, began);
    }
  }
}
