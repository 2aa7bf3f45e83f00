package io.signalfactory.backtest;

import io.signalfactory.config.Settings;
import io.signalfactory.contract.Contract;
import io.signalfactory.gate.ContractCatalog;
import io.signalfactory.gate.OwnTime;
import io.signalfactory.registry.configured.ConfiguredRegistries;
import io.signalfactory.registry.formats.RegistryFormats;
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
 * Finds the breaches that would have opened: runs the real topology on the history of one raw
 * topic, without a broker and as fast as the machine allows. The history drives the clock.
 *
 * <p>The topology starts with the history, so datasets are new: a window that the history covers
 * only in part is not judged. It stops {@link #SETTLE} after the end of the history, which is long
 * enough to judge the last events; whether the silence after them is real is not known. No file is
 * left on the disk.
 */
public final class Backtest {

  /** How long it takes until the last arrivals are judged: some ticks and reports of progress. */
  public static final Duration SETTLE = Duration.ofSeconds(10);

  private static final Duration CALL_WATCHER_EVERY = Duration.ofMinutes(1);

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
   * @param file one record per line, in the format of {@code local --replay}
   * @param topic the raw topic that they come from
   * @param contracts the contracts to judge them by, at least one, all of this topic
   * @param settings makes the settings from the values that a backtest needs to override
   */
  public static Backtest ofRecords(
      Path file,
      String topic,
      List<Contract> contracts,
      Function<Map<String, String>, Settings> settings) {
    return new Backtest(
        topic,
        contracts,
        configured -> history(Input.open(file), topic, contracts, configured),
        settings);
  }

  private static History history(
      Input input, String topic, List<Contract> contracts, Settings settings) {
    ConfiguredRegistries registries = new ConfiguredRegistries(settings.registries());
    ContractCatalog catalog = new ContractCatalog(new RegistryFormats(registries));
    contracts.forEach(catalog::apply);
    return new RecordHistory(input, topic, new OwnTime(catalog.plan(topic)), registries::close);
  }

  /**
   * A backtest of counts of events.
   *
   * @param file rows of {@code timestamp,count}, one per interval
   * @param contract the contract to judge them by
   * @param settings makes the settings from the values that a backtest needs to override
   */
  public static Backtest ofCounts(
      Path file, Contract contract, Function<Map<String, String>, Settings> settings) {
    return new Backtest(
        contract.dataset().topic(),
        List.of(contract),
        configured -> {
          try (Input input = Input.open(file)) {
            return new CountHistory(contract.urn(), CountFile.read(input));
          }
        },
        settings);
  }

  /**
   * Runs the backtest.
   *
   * @param until when to stop: after the start of the history and at most 35 days after its end;
   *     null for {@link #SETTLE} after its end
   * @param watcher is called while the backtest runs
   * @throws HistoryException if the file or {@code until} is wrong; breaches that the watcher has
   *     received are valid nevertheless
   */
  public BacktestResult run(@Nullable Instant until, Watcher watcher)
      throws IOException, HistoryException {
    try (StateFolder folder = StateFolder.create()) {
      Settings configured = settings.apply(overrides(folder));
      try (History history = opener.open(configured)) {
        return run(history, configured, until, watcher);
      }
    }
  }

  private BacktestResult run(
      History history, Settings configured, @Nullable Instant until, Watcher watcher)
      throws IOException, HistoryException {
    long startMs = history.startMs();
    if (until != null && until.toEpochMilli() <= startMs) {
      throw new HistoryException(
          "the history begins at "
              + Instant.ofEpochMilli(startMs)
              + ": it can only be judged until a later time than "
              + until);
    }
    Filter filter = new Filter(history, watcher);
    try (DrivenTopology topology = new DrivenTopology(configured, topic, startMs, filter)) {
      contracts.forEach(topology::putInForce);
      boolean complete = drive(topology, history, until, watcher);
      Instant end = Instant.ofEpochMilli(topology.nowMs());
      return new BacktestResult(
          Instant.ofEpochMilli(startMs),
          end,
          topology.events(),
          topology.deadLetters(),
          filter.times.until(end),
          history.notes(),
          complete);
    }
  }

  private Map<String, String> overrides(StateFolder folder) {
    Map<String, String> overrides = new HashMap<>();
    overrides.put("state.dir", folder.path().toString());
    overrides.put("raw.topic.pattern", topic.replace(".", "\\."));
    // The test driver runs everything in one task.
    overrides.put("signals.partitions", "1");
    // Without a broker, transactions would only cost time.
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
      topology.accept(arrival);
      arrival = history.next();
    }
    if (until == null) {
      return advance(topology, history.endMs() + SETTLE.toMillis(), history, watcher);
    }
    if (arrival == null && untilMs - history.endMs() > History.MAX_SILENCE.toMillis()) {
      throw new HistoryException(
          "the history ends at "
              + Instant.ofEpochMilli(history.endMs())
              + ": it cannot be judged for more than "
              + History.MAX_SILENCE.toDays()
              + " days after that, until "
              + until);
    }
    return advance(topology, untilMs, history, watcher);
  }

  private static boolean advance(
      DrivenTopology topology, long toMs, History history, Watcher watcher) throws IOException {
    long watchMs = CALL_WATCHER_EVERY.toMillis();
    while (topology.tickBy(toMs)) {
      if (topology.nowMs() % watchMs < DrivenTopology.TICK_MS
          && !watcher.at(Instant.ofEpochMilli(topology.nowMs()), history.share())) {
        return false;
      }
    }
    return true;
  }

  /** Opens the history to judge. */
  @FunctionalInterface
  private interface Opener {
    History open(Settings configured) throws IOException, HistoryException;
  }

  /** Passes on what the topology publishes about the signals that the history allows to judge. */
  private static final class Filter implements DrivenTopology.Listener {
    private final SignalTimes times = new SignalTimes();
    private final History history;
    private final Watcher watcher;

    private Filter(History history, Watcher watcher) {
      this.history = history;
      this.watcher = watcher;
    }

    @Override
    public void state(SignalState state) {
      if (history.covers(state.key().signal())) {
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
      if (history.covers(breach.key().signal())) {
        times.breach(breach);
        watcher.breach(json);
      }
    }
  }
}
