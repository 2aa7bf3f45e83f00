package io.signalfactory.query;

import static io.signalfactory.query.Samples.NOW;
import static io.signalfactory.query.Samples.ORDERS;
import static io.signalfactory.query.Samples.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.contract.Contract;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Measure;
import io.signalfactory.signal.ObservedSpan;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import io.signalfactory.tally.Counts;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LocalQueriesTest {

  private static final HistoryRequest TEN_MINUTES = new HistoryRequest(ORDERS, 100, 110);

  private static final List<Integer> EVERYWHERE = List.of(0, 1, 2, 3);

  private final ScriptedStores stores = new ScriptedStores();
  private final ScriptedObserver observer = new ScriptedObserver();
  private final Queries queries = new LocalQueries(stores, observer, ScriptedPlacement::partition);

  private List<SignalState> states(StateFilter filter) {
    return values(queries.states(filter, Slice.all(EVERYWHERE)));
  }

  private List<DatasetStates> datasets() {
    return values(queries.datasets(Slice.all(EVERYWHERE)));
  }

  private List<Breach> breaches(BreachFilter filter) {
    return values(queries.breaches(filter, Slice.all(EVERYWHERE)));
  }

  private static <T> List<T> values(List<Listed<T>> listed) {
    return listed.stream().map(Listed::value).toList();
  }

  private static SignalState state(String urn, Signal signal, State state) {
    return Samples.state(urn, signal, null, state);
  }

  @Test
  void aDatasetWithoutContractAndStateIsUnknown() {
    // when / then
    assertThat(queries.states(ORDERS)).isEmpty();
    assertThat(queries.history(TEN_MINUTES)).isEmpty();
    assertThat(datasets()).isEmpty();
  }

  @Test
  void aDatasetUnderContractIsKnownBeforeItIsJudged() {
    // given
    stores.putContract(ORDERS, Samples.contract(ORDERS, "orders-team", 1));

    // when / then
    assertThat(queries.states(ORDERS)).contains(List.of());
    assertThat(queries.history(TEN_MINUTES)).isPresent();
    assertThat(datasets()).extracting(DatasetStates::worst).containsExactly(State.UNKNOWN);
  }

  @Test
  void aDatasetWithAStateIsKnownWithoutAContract() {
    // given
    SignalState volume = state(ORDERS, Signal.VOLUME, State.OK);
    stores.put(volume);

    // when / then
    assertThat(queries.states(ORDERS)).contains(List.of(volume));
    assertThat(queries.history(TEN_MINUTES)).isPresent();
    assertThat(datasets()).containsExactly(new DatasetStates(ORDERS, null, List.of(volume)));
  }

  @Test
  void aContractThatCannotBeReadIsLeftOutButItsDatasetIsKnown() {
    // given
    stores.putContract(ORDERS, "{\"apiVersion\": \"of another release\"}");

    // when / then
    assertThat(queries.contracts()).isEmpty();
    assertThat(queries.contract(ORDERS)).isEmpty();
    assertThat(queries.states(ORDERS)).contains(List.of());
    assertThat(queries.history(TEN_MINUTES)).isPresent();
  }

  @Test
  void readsAContractAgainOnlyIfItsDocumentChanged() {
    // given
    stores.putContract(ORDERS, Samples.contract(ORDERS, "orders-team", 1));
    Contract first = queries.contract(ORDERS).orElseThrow();
    Contract same = queries.contract(ORDERS).orElseThrow();
    stores.putContract(ORDERS, Samples.contract(ORDERS, "sales-team", 1));

    // when
    Contract changed = queries.contract(ORDERS).orElseThrow();

    // then
    assertThat(same).isSameAs(first);
    assertThat(changed.owner()).isEqualTo("sales-team");
    assertThat(queries.contracts()).containsExactly(changed);
  }

  @Test
  void aFilterByOwnerOrTierLeavesOutDatasetsWithoutAContract() {
    // given
    SignalState orders = state(ORDERS, Signal.VOLUME, State.OK);
    SignalState payments = state(PAYMENTS, Signal.VOLUME, State.OK);
    stores.put(payments, orders, state("urn:dp:other:thing", Signal.VOLUME, State.OK));
    stores.putContract(ORDERS, Samples.contract(ORDERS, "team", 1));
    stores.putContract(PAYMENTS, Samples.contract(PAYMENTS, "team", 2));

    // when / then
    assertThat(states(new StateFilter(null, null, "team", null))).containsExactly(orders, payments);
    assertThat(states(new StateFilter(null, null, null, 2))).containsExactly(payments);
    assertThat(states(new StateFilter(null, null, "team", 3))).isEmpty();
  }

  @Test
  void aStateThatNobodyCanVouchForIsUnknownSinceItWasLastSeen() {
    // given
    SignalState stored = state(ORDERS, Signal.FRESHNESS, State.CRITICAL);
    stores.put(stored);
    observer.loses(ORDERS, Duration.ofSeconds(42), "no answer from the cluster for 42 s");

    // when
    SignalState shown = queries.state(stored.key()).orElseThrow();

    // then
    assertThat(shown.state()).isEqualTo(State.UNKNOWN);
    assertThat(shown.reason()).isEqualTo("no answer from the cluster for 42 s");
    assertThat(shown.observed()).isEqualTo(new Measure(null, Measure.Unit.SECONDS));
    assertThat(shown.since()).isEqualTo(NOW.minusSeconds(42));
    assertThat(shown.updatedAt()).isEqualTo(NOW.minusSeconds(42));
    assertThat(shown.threshold()).isEqualTo(stored.threshold());
    assertThat(shown.breachId()).isEqualTo(stored.breachId());
    assertThat(shown.details())
        .containsEntry(
            "last_known",
            Map.of(
                "state",
                "CRITICAL",
                "observed",
                1_260.0,
                "reason",
                "no event for 21 min",
                "since",
                "2026-01-14T12:33:56.789Z",
                "judged_at",
                "2026-01-14T12:34:14.789Z"));
  }

  @Test
  void whatWasUnknownBeforeSightWasLostIsUnknownSinceThen() {
    // given
    SignalState stored = state(ORDERS, Signal.VOLUME, State.UNKNOWN);
    stores.put(stored);
    observer.loses(ORDERS, Duration.ofSeconds(17), "nothing could be committed for 17 s");

    // when
    SignalState shown = queries.state(stored.key()).orElseThrow();

    // then
    assertThat(shown.since()).isEqualTo(stored.since());
    assertThat(shown.reason()).isEqualTo("nothing could be committed for 17 s");
  }

  @Test
  void whoAsksForWhatIsOkDoesNotGetWhatWasOkOnce() {
    // given
    SignalState seen = state(PAYMENTS, Signal.VOLUME, State.OK);
    stores.put(state(ORDERS, Signal.VOLUME, State.OK), seen);
    observer.loses(ORDERS, Duration.ofSeconds(11), "the SIGNALS task has not run for 11 s");

    // when
    List<SignalState> ok = states(new StateFilter(State.OK, null, null, null));
    List<SignalState> unknown = states(new StateFilter(State.UNKNOWN, null, null, null));

    // then
    assertThat(ok).containsExactly(seen);
    assertThat(unknown).extracting(unseen -> unseen.key().datasetUrn()).containsExactly(ORDERS);
    assertThat(datasets())
        .extracting(DatasetStates::worst)
        .containsExactly(State.UNKNOWN, State.OK);
  }

  @Test
  void aFilterByStateAndSignalNeedsBoth() {
    // given
    SignalState late = state(ORDERS, Signal.FRESHNESS, State.CRITICAL);
    SignalState few = state(ORDERS, Signal.VOLUME, State.CRITICAL);
    stores.put(few, late, state(PAYMENTS, Signal.FRESHNESS, State.OK));

    // when / then
    assertThat(states(new StateFilter(State.CRITICAL, null, null, null)))
        .containsExactly(late, few);
    assertThat(states(new StateFilter(State.CRITICAL, Signal.FRESHNESS, null, null)))
        .containsExactly(late);
  }

  @Test
  void ordersBreachesFromTheNewestToTheOldest() {
    // given
    Breach older = Samples.breach("1A", ORDERS, Breach.Status.RESOLVED, NOW.minusSeconds(60));
    Breach first = Samples.breach("1B", ORDERS, Breach.Status.OPEN, NOW);
    Breach second = Samples.breach("1C", PAYMENTS, Breach.Status.UPDATED, NOW);
    stores.put(older, second, first);

    // when / then
    assertThat(breaches(new BreachFilter(EnumSet.allOf(Breach.Status.class), null)))
        .containsExactly(first, second, older);
    assertThat(breaches(new BreachFilter(Set.of(Breach.Status.OPEN), null))).containsExactly(first);
    assertThat(breaches(new BreachFilter(EnumSet.allOf(Breach.Status.class), ORDERS)))
        .containsExactly(first, older);
  }

  @Test
  void aHistoryHasTheMinutesAskedForAndTheFirstThatIsStored() {
    // given
    ObservedSpan observed = new ObservedSpan(NOW, null);
    Counts counts = new Counts(1, 0, 0, 0, 0);
    stores.putContract(ORDERS, Samples.contract(ORDERS, "orders-team", 1));
    stores.putObserved(ORDERS, observed);
    for (long minute : new long[] {90, 100, 109, 110}) {
      stores.putMinute(ORDERS, minute, counts);
    }

    // when
    DatasetHistory history = queries.history(TEN_MINUTES).orElseThrow();

    // then
    assertThat(history.minutes()).containsOnlyKeys(100L, 109L);
    assertThat(history.firstStored()).isEqualTo(90);
    assertThat(history.observed()).isEqualTo(observed);
  }

  @Test
  void refusesAHistoryWithoutMinutes() {
    // when / then
    assertThatThrownBy(() -> new HistoryRequest(ORDERS, 100, 100))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
