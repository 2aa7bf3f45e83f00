package io.signalfactory.backtest;

import io.signalfactory.config.Settings;
import io.signalfactory.contract.Contract;
import io.signalfactory.gate.ContractCatalog;
import io.signalfactory.gate.OwnTime;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.SignalJson;
import io.signalfactory.signal.SignalState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What would have fired: the real topology over the history of one raw topic, with its clock driven
 * by the history, as fast as the machine goes and without a broker.
 *
 * <p>The observer begins with the history, so the rules for a new dataset hold: what the history
 * covers in part only is not judged. It ends {@link #SETTLE} after the history does, which is
 * enough to judge what came last: of later silence a history tells nothing. Nothing is left behind
 * on the disk.
 */
public final class Backtest {

  /** How long what arrived last takes to be judged: ticks, and the reports of progress. */
  public static final Duration SETTLE = Duration.ofSeconds(10);

  private static final Duration WATCH_EVERY = Duration.ofMinutes(1);

  private final String topic;
  private final List<Contract> contracts;
  private final Opener opener;
  private final Function<Map<String, String>, Settings> settings;

  private Backtest(
      String topic,
      List<Contract> contracts,
      Opener opener,
      Function<Map<String, String>, Settings> settings) {
    this.topic = topic;
    this.contracts = List.copyOf(contracts);
    this.opener = opener;
    this.settings = settings;
  }

  /**
   * A backtest of recorded events.
   *
   * @param file one record a line, in the format of {@code local --replay}
   * @param topic the raw topic that they are of
   * @param contracts the contracts to judge them by, at least one, all of this topic
   * @param settings makes the configuration from the values that a backtest needs
   */
  public static Backtest ofRecords(
      Path file,
      String topic,
      List<Contract> contracts,
      Function<Map<String, String>, Settings> settings) {
    ContractCatalog catalog = new ContractCatalog();
    contracts.forEach(catalog::apply);
    return new Backtest(
        topic,
        contracts,
        () -> new RecordHistory(Input.open(file), topic, new OwnTime(catalog.plan(topic))),
        settings);
  }

  /**
   * A backtest of numbers of events.
   *
   * @param file rows of {@code timestamp,count}, one an interval
   * @param contract the contract to judge them by
   * @param settings makes the configuration from the values that a backtest needs
   */
  public static Backtest ofCounts(
      Path file, Contract contract, Function<Map<String, String>, Settings> settings) {
    return new Backtest(
        contract.dataset().topic(),
        List.of(contract),
        () -> {
          try (Input input = Input.open(file)) {
            return new CountHistory(contract.urn(), CountFile.read(input));
          }
        },
        settings);
  }

  /**
   * Runs it.
   *
   * @param until when to stop, later than the history begins and not so long after it ends that its
   *     silence could not be believed; null for {@link #SETTLE} after its end
   * @throws HistoryException if the file or {@code until} is not as it has to be; what the watcher
   *     was told before holds
   */
  public BacktestResult run(@Nullable Instant until, Watcher watcher)
      throws IOException, HistoryException {
    try (StateFolder folder = StateFolder.create();
        History history = opener.open()) {
      long startMs = history.startMs();
      if (until != null && until.toEpochMilli() <= startMs) {
        throw new HistoryException(
            "the history begins at "
                + Instant.ofEpochMilli(startMs)
                + ": it has to be judged until a later time than "
                + until);
      }
      Settings configured = settings.apply(overrides(folder));
      Ear ear = new Ear(history, watcher);
      try (DrivenTopology topology = new DrivenTopology(configured, topic, startMs, ear)) {
        contracts.forEach(topology::putInForce);
        boolean complete = drive(topology, history, until, watcher);
        Instant end = Instant.ofEpochMilli(topology.nowMs());
        return new BacktestResult(
            Instant.ofEpochMilli(startMs),
            end,
            topology.events(),
            topology.deadLetters(),
            ear.times.until(end),
            history.notes(),
            complete);
      }
    }
  }

  private Map<String, String> overrides(StateFolder folder) {
    Map<String, String> overrides = new HashMap<>();
    overrides.put("state.dir", folder.path().toString());
    overrides.put("raw.topic.pattern", topic.replace(".", "\\."));
    // The driver has one task for everything.
    overrides.put("signals.partitions", "1");
    // Without a broker there are no transactions, only the work of pretending.
    overrides.put("processing.guarantee", "at_least_once");
    return overrides;
  }

  private static boolean drive(
      DrivenTopology topology, History history, @Nullable Instant until, Watcher watcher)
      throws IOException, HistoryException {
    long untilMs = until == null ? Long.MAX_VALUE : until.toEpochMilli();
    Arrival arrival = history.next();
    while (arrival != null && arrival.atMs() <= untilMs) {
      if (!advance(topology, arrival.atMs(), history, watcher)) {
        return false;
      }
      topology.take(arrival);
      arrival = history.next();
    }
    if (until == null) {
      return advance(topology, history.endMs() + SETTLE.toMillis(), history, watcher);
    }
    if (arrival == null && untilMs - history.endMs() > History.MAX_SILENCE.toMillis()) {
      throw new HistoryException(
          "the history ends at "
              + Instant.ofEpochMilli(history.endMs())
              + ": it cannot be judged more than "
              + History.MAX_SILENCE.toDays()
              + " days beyond, until "
              + until);
    }
    return advance(topology, untilMs, history, watcher);
  }

  private static boolean advance(
      DrivenTopology topology, long toMs, History history, Watcher watcher) throws IOException {
    long watchMs = WATCH_EVERY.toMillis();
    while (topology.tickBy(toMs)) {
      if (topology.nowMs() % watchMs < DrivenTopology.TICK_MS
          && !watcher.at(Instant.ofEpochMilli(topology.nowMs()), history.share())) {
        return false;
      }
    }
    return true;
  }

  /** Opens what is to be judged. */
  @FunctionalInterface
  private interface Opener {
    History open() throws IOException, HistoryException;
  }

  /** Hears what the topology says of the signals that the history tells of. */
  private static final class Ear implements DrivenTopology.Listener {
    private final SignalTimes times = new SignalTimes();
    private final History history;
    private final Watcher watcher;

    private Ear(History history, Watcher watcher) {
      this.history = history;
      this.watcher = watcher;
    }

    @Override
    public void state(SignalState state) {
      if (history.tells(state.key().signal())) {
        times.state(state);
      }
    }

    @Override
    public void cleared(String key, Instant at) {
      times.cleared(key, at);
    }

    @Override
    public void breach(byte[] json) {
      Breach breach = SignalJson.readBreach(json);
      if (history.tells(breach.key().signal())) {
        times.breach(breach);
        watcher.breach(json);
      }
    }
  }
}
