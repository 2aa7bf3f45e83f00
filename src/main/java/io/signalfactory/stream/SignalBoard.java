package io.signalfactory.stream;

import io.signalfactory.contract.Contract;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.BreachLifecycle;
import io.signalfactory.signal.BreachStep;
import io.signalfactory.signal.DatasetView;
import io.signalfactory.signal.Judgement;
import io.signalfactory.signal.OpenBreach;
import io.signalfactory.signal.SignalEvaluator;
import io.signalfactory.signal.SignalJson;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
final class SignalBoard {

  /** A state is said again at least this often, so that a reader can tell old from unchanged. */
  static final Duration SAY_AT_LEAST_EVERY = Duration.ofMinutes(1);

  /** A moving value is stored at most this often: each time costs a changelog record. */
  static final Duration STORE_AT_MOST_EVERY = Duration.ofSeconds(5);

  private final KeyValueStore<String, byte[]> states;
  private final BreachStore breaches;
  private final EventCount history;
  private final Output output;
  private final SignalMeters meters;
  private final Map<String, Map<SignalKey, Entry>> byDataset = new HashMap<>();

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
        Entry entry = new Entry(state, breaches.open(state.key()));
        entries(state.key().datasetUrn()).put(state.key(), entry);
        meters.state(state);
      }
    }
  }

  /** The datasets that have a state. */
  Set<String> datasets() {
    return byDataset.keySet();
  }

  /** Judges a dataset and says what is new. */
  void evaluate(DatasetView view, Instant now) {
    List<Judgement> judgements = SignalEvaluator.evaluate(view, now);
    Set<SignalKey> judged = new HashSet<>();
    for (Judgement judgement : judgements) {
      judged.add(judgement.key());
      take(view, judgement, judgements, now);
    }
    retireAllBut(judged, view, now);
  }

  private void take(DatasetView view, Judgement judged, List<Judgement> judgements, Instant now) {
    SignalKey key = judged.key();
    Entry before = entries(key.datasetUrn()).get(key);
    OpenBreach open = before == null ? null : before.open;
    Judgement judgement =
        open == null
            ? judged
            : SignalEvaluator.inTheLightOf(
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
            () -> SignalEvaluator.explain(view, key, now),
            SignalEvaluator.affectedConsumers(judgement, judgements, view.contract()),
            now,
            lastResolvedAt);
    if (!Objects.equals(open, step.open())) {
      breaches.remember(key, step.open());
    }
    say(step.transition());
    store(judgement, before, step.open(), now);
  }

  private void say(@Nullable Breach transition) {
    if (transition != null) {
      breaches.record(transition);
      output.breach(transition);
      meters.breach(transition);
    }
  }

  private void store(
      Judgement judgement, @Nullable Entry before, @Nullable OpenBreach open, Instant now) {
    SignalState last = before == null ? null : before.state;
    String breachId = open == null ? null : open.breach().breachId();
    SignalState state =
        new SignalState(
            judgement.key(),
            judgement.state(),
            judgement.observed(),
            judgement.threshold(),
            judgement.window(),
            last != null && last.state() == judgement.state() ? last.since() : now,
            now,
            breachId,
            judgement.reason(),
            judgement.details());
    meters.state(state);
    boolean news = last == null || differs(last, state);
    boolean say = news || !now.isBefore(before.saidAt.plus(SAY_AT_LEAST_EVERY));
    boolean store = say || !now.isBefore(before.state.updatedAt().plus(STORE_AT_MOST_EVERY));
    if (store) {
      states.put(state.key().text(), SignalJson.write(state));
    }
    if (say) {
      output.state(state);
    }
    Entry entry = new Entry(store ? state : Objects.requireNonNull(last), open);
    entry.saidAt = say ? now : Objects.requireNonNull(before).saidAt;
    entries(state.key().datasetUrn()).put(state.key(), entry);
  }

  /** Values and the reason's wording move all the time; a reader waits for these. */
  private static boolean differs(SignalState last, SignalState now) {
    return last.state() != now.state()
        || !Objects.equals(last.breachId(), now.breachId())
        || !Objects.equals(last.threshold(), now.threshold());
  }

  /** A signal that is not judged any more (its consumer or its contract is gone) is cleared. */
  private void retireAllBut(Set<SignalKey> judged, DatasetView view, Instant now) {
    Map<SignalKey, Entry> entries = byDataset.get(view.datasetUrn());
    if (entries == null) {
      return;
    }
    List<SignalKey> gone = new ArrayList<>(entries.keySet());
    gone.removeAll(judged);
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
    void state(SignalState state);

    void cleared(SignalKey key);

    void breach(Breach transition);
  }

  private static final class Entry {
    private final SignalState state;
    private final @Nullable OpenBreach open;
    private Instant saidAt;

    private Entry(SignalState state, @Nullable OpenBreach open) {
      this.state = state;
      this.open = open;
      this.saidAt = state.updatedAt();
    }
  }
}
