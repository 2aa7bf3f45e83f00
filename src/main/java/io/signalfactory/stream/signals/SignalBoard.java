package io.signalfactory.stream.signals;

import io.signalfactory.contract.Contract;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.BreachLifecycle;
import io.signalfactory.signal.BreachStep;
import io.signalfactory.signal.DatasetView;
import io.signalfactory.signal.Judgement;
import io.signalfactory.signal.Judges;
import io.signalfactory.signal.OpenBreach;
import io.signalfactory.signal.Phase;
import io.signalfactory.signal.SignalJson;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import io.signalfactory.signal.Threshold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The states of the signals of one SIGNALS task: takes judgements, carries breaches through their
 * lives, keeps the stores that answer queries, and says what is new.
 */
public final class SignalBoard {

  /** A state is said again once in so long, so that a reader can tell old from unchanged. */
  public static final Duration SAY_AT_LEAST_EVERY = Duration.ofMinutes(1);

  /**
   * A moving value is stored once in so long: each time costs a changelog record. Where time is
   * short it is stored when it is said again, at the latest.
   */
  static final Duration STORE_EVERY = Duration.ofSeconds(10);

  private final KeyValueStore<String, byte[]> states;
  private final BreachStore breaches;
  private final EventCount history;
  private final Output output;
  private final SignalMeters meters;
  private final Map<String, Map<SignalKey, Entry>> byDataset = new HashMap<>();
  private long evaluation;
  private boolean timeToStore;

  SignalBoard(
      KeyValueStore<String, byte[]> states,
      BreachStore breaches,
      EventCount history,
      Output output,
      SignalMeters meters) {
    this.states = states;
    this.breaches = breaches;
    this.history = history;
    this.output = output;
    this.meters = meters;
    try (KeyValueIterator<String, byte[]> stored = states.all()) {
      while (stored.hasNext()) {
        SignalState state = SignalJson.readState(stored.next().value);
        Entry entry = new Entry(state.key(), meters, breaches.open(state.key()));
        entry.stored(state);
        entry.said(state.updatedAt());
        entries(state.key().datasetUrn()).put(state.key(), entry);
      }
    }
  }

  /** The datasets that have a state. */
  Set<String> datasets() {
    return byDataset.keySet();
  }

  /**
   * Judges a dataset and says what is new.
   *
   * @param timeToStore whether there is time to store what has only moved
   */
  void evaluate(DatasetView view, Instant now, boolean timeToStore) {
    this.evaluation++;
    this.timeToStore = timeToStore;
    List<Judgement> judgements = Judges.evaluate(view, now);
    if (!judgements.isEmpty()) {
      Map<SignalKey, Entry> entries = entries(view.datasetUrn());
      for (Judgement judgement : judgements) {
        Entry entry = entries.computeIfAbsent(judgement.key(), key -> new Entry(key, meters, null));
        take(entry, view, judgement, judgements, now);
        entry.judgedIn = evaluation;
      }
    }
    retireWhatWasNotJudged(view, now);
  }

  private void take(
      Entry entry, DatasetView view, Judgement judged, List<Judgement> judgements, Instant now) {
    if (entry.open == null && !judged.breaches()) {
      // Nearly always, and there is no breach to carry on.
      store(entry, judged, now);
      return;
    }
    SignalKey key = judged.key();
    OpenBreach open = entry.open;
    Judgement judgement =
        open == null
            ? judged
            : Judges.inTheLightOf(
                open.breach(),
                judged,
                view.contract(),
                now,
                (from, to) -> history.between(key.datasetUrn(), from, to));
    Instant lastResolvedAt =
        open == null && judgement.breaches() ? breaches.lastResolvedAt(key) : null;
    BreachStep step =
        BreachLifecycle.next(
            open,
            judgement,
            view.contract(),
            () -> Judges.explain(view, key, now),
            Judges.affectedConsumers(judgement, judgements, view.contract()),
            now,
            lastResolvedAt);
    if (!Objects.equals(open, step.open())) {
      breaches.remember(key, step.open());
    }
    say(step.transition());
    entry.open = step.open();
    store(entry, judgement, now);
  }

  private void say(@Nullable Breach transition) {
    if (transition != null) {
      breaches.record(transition);
      output.breach(transition);
      meters.breach(transition);
    }
  }

  private void store(Entry entry, Judgement judgement, Instant now) {
    entry.meters.judged(judgement, entry.open != null);
    boolean say = entry.wouldBeNews(judgement) || entry.hasToBeSaidAgain(now);
    if (!say && !(timeToStore && entry.hasToBeStoredAgain(now))) {
      return;
    }
    SignalState state =
        new SignalState(
            judgement.key(),
            judgement.state(),
            judgement.observed(),
            judgement.threshold(),
            judgement.window(),
            entry.since(judgement.state(), now),
            now,
            entry.breachId(),
            judgement.reason(),
            judgement.details());
    byte[] json = SignalJson.write(state);
    states.put(state.key().text(), json);
    entry.stored(state);
    if (say) {
      output.state(state, json);
      entry.said(now);
    }
  }

  /** A signal that is not judged any more (its consumer or its contract is gone) is cleared. */
  private void retireWhatWasNotJudged(DatasetView view, Instant now) {
    Map<SignalKey, Entry> entries = byDataset.get(view.datasetUrn());
    if (entries == null) {
      return;
    }
    List<SignalKey> gone = new ArrayList<>(0);
    entries.forEach(
        (key, entry) -> {
          if (entry.judgedIn != evaluation) {
            gone.add(key);
          }
        });
    for (SignalKey key : gone) {
      OpenBreach open = entries.remove(key).open;
      if (open != null) {
        say(BreachLifecycle.retire(open, whyGone(view.contract()), now).transition());
        breaches.remember(key, null);
      }
      states.delete(key.text());
      output.cleared(key);
      meters.cleared(key);
    }
    if (entries.isEmpty()) {
      byDataset.remove(view.datasetUrn());
    }
  }

  private static String whyGone(@Nullable Contract contract) {
    return contract == null
        ? "the contract was retired"
        : "the contract does not set this limit any more";
  }

  private Map<SignalKey, Entry> entries(String datasetUrn) {
    return byDataset.computeIfAbsent(datasetUrn, urn -> new HashMap<>());
  }

  /** How many events a dataset has between two minutes, the latter not included. */
  @FunctionalInterface
  interface EventCount {
    long between(String datasetUrn, long fromMinute, long toMinute);
  }

  /** Where news go. */
  interface Output {

    /**
     * A signal has a new state, or its state has to be said again.
     *
     * @param json the state as it is written
     */
    void state(SignalState state, byte[] json);

    void cleared(SignalKey key);

    void breach(Breach transition);
  }

  /** What is remembered of a signal from one evaluation to the next. */
  private static final class Entry {
    private static final long NEVER = Long.MIN_VALUE;

    private final SignalMeters.Gauges meters;
    private final Phase phase;
    private @Nullable OpenBreach open;
    private long judgedIn;
    private long saidAtMs = NEVER;
    private long storedAtMs = NEVER;
    private @Nullable Lasting lasting;

    private Entry(SignalKey key, SignalMeters meters, @Nullable OpenBreach open) {
      this.meters = meters.of(key);
      this.phase = new Phase(key.datasetUrn());
      this.open = open;
    }

    /**
     * Takes over what lasts only where it is different: to write a reference to a new object into
     * one that has been there for long is work for the next pause of the collector, and there are
     * thousands of these.
     */
    private void stored(SignalState stored) {
      storedAtMs = stored.updatedAt().toEpochMilli();
      Lasting now = Lasting.of(stored);
      if (!now.equals(lasting)) {
        lasting = now;
      }
      meters.stored(stored);
    }

    private void said(Instant at) {
      saidAtMs = at.toEpochMilli();
    }

    private @Nullable String breachId() {
      return open == null ? null : open.breach().breachId();
    }

    /** Since when the signal is in a state, if it is in it now. */
    private Instant since(State state, Instant now) {
      return lasting == null || lasting.state() != state ? now : lasting.since();
    }

    /** Values and the reason's wording move all the time; a reader waits for these. */
    private boolean wouldBeNews(Judgement judgement) {
      return lasting == null
          || lasting.state() != judgement.state()
          || !Objects.equals(lasting.breachId(), breachId())
          || !Objects.equals(lasting.threshold(), judgement.threshold());
    }

    private boolean hasToBeSaidAgain(Instant now) {
      return isTurn(saidAtMs, now, SAY_AT_LEAST_EVERY);
    }

    private boolean hasToBeStoredAgain(Instant now) {
      return isTurn(storedAtMs, now, STORE_EVERY);
    }

    private boolean isTurn(long lastMs, Instant now, Duration every) {
      return lastMs == NEVER || phase.cameBetween(lastMs, now.toEpochMilli(), every.toMillis());
    }
  }

  /** What is the same in most of the states of a signal, of the one that was stored last. */
  private record Lasting(
      State state, Instant since, @Nullable String breachId, @Nullable Threshold threshold) {

    private static Lasting of(SignalState state) {
      return new Lasting(state.state(), state.since(), state.breachId(), state.threshold());
    }
  }
}
