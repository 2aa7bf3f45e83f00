package io.signalfactory.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.signal.Signal;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Lists that are read slice by slice. */
class PagingProperties {

  private static final TreeSet<Integer> EVERYWHERE = new TreeSet<>(List.of(0, 1, 2, 3));
  private static final StateFilter ALL = new StateFilter(null, null, null, null);
  private static final StateFilter CRITICAL = new StateFilter(State.CRITICAL, null, null, null);

  private final ScriptedStores stores = new ScriptedStores();
  private final Queries queries =
      new LocalQueries(stores, new ScriptedObserver(), ScriptedPlacement::partition);

  /**
   * A dataset.
   *
   * @param contract whether it has one
   * @param critical of its signals, which are critical; the others are OK
   */
  record Dataset(String urn, boolean contract, Set<Signal> judged, Set<Signal> critical) {}

  /** URNs of which many begin with another one: their order is not that of their states' keys. */
  @Provide
  Arbitrary<Set<Dataset>> datasets() {
    Arbitrary<String> urns =
        Arbitraries.strings()
            .withChars("ab-.")
            .ofMinLength(1)
            .ofMaxLength(4)
            .map("urn:dp:x:"::concat);
    Arbitrary<Set<Signal>> signals = Arbitraries.of(Signal.values()).set();
    return Combinators.combine(urns, Arbitraries.of(true, false), signals, signals)
        .as(Dataset::new)
        .set()
        .uniqueElements(Dataset::urn)
        .ofMaxSize(30);
  }

  private void store(Set<Dataset> datasets) {
    stores.reset();
    for (Dataset dataset : datasets) {
      if (dataset.contract()) {
        stores.putContract(dataset.urn(), Samples.contract(dataset.urn(), "team", 1));
      }
      for (Signal signal : dataset.judged()) {
        State state = dataset.critical().contains(signal) ? State.CRITICAL : State.OK;
        stores.put(Samples.state(dataset.urn(), signal, null, state));
      }
    }
  }

  private static <T> List<Listed<T>> paged(Function<Slice, List<Listed<T>>> list, int limit) {
    List<Listed<T>> all = new ArrayList<>();
    @Nullable String after = null;
    List<Listed<T>> page;
    do {
      page = list.apply(new Slice(EVERYWHERE, after, limit));
      assertThat(page.size()).isLessThanOrEqualTo(limit);
      all.addAll(page);
      after = page.isEmpty() ? after : page.get(page.size() - 1).key();
    } while (page.size() == limit);
    return all;
  }

  @Property
  void slicesThatFollowEachOtherHoldEveryDatasetOnce(
      @ForAll("datasets") Set<Dataset> datasets, @ForAll @IntRange(min = 1, max = 9) int limit) {
    // given
    store(datasets);
    List<String> known =
        datasets.stream()
            .filter(dataset -> dataset.contract() || !dataset.judged().isEmpty())
            .map(Dataset::urn)
            .toList();

    // when
    List<Listed<DatasetStates>> paged = paged(queries::datasets, limit);

    // then
    assertThat(paged)
        .extracting(listed -> listed.value().datasetUrn())
        .containsExactlyInAnyOrderElementsOf(known);
    assertThat(paged).isEqualTo(queries.datasets(Slice.all(EVERYWHERE)));
    assertThat(paged).extracting(Listed::key).isSortedAccordingTo(Slice.KEY_ORDER);
    for (Listed<DatasetStates> listed : paged) {
      assertThat(listed.value().states()).isEqualTo(statesOf(listed.value().datasetUrn()));
    }
  }

  private List<SignalState> statesOf(String urn) {
    return queries.states(urn).orElseThrow();
  }

  @Property
  void slicesThatFollowEachOtherHoldEveryStateOnce(
      @ForAll("datasets") Set<Dataset> datasets, @ForAll @IntRange(min = 1, max = 9) int limit) {
    // given
    store(datasets);
    List<SignalState> stored =
        datasets.stream().map(Dataset::urn).flatMap(urn -> stores.states(urn).stream()).toList();

    // when
    List<Listed<SignalState>> paged = paged(slice -> queries.states(ALL, slice), limit);

    // then
    assertThat(paged).extracting(Listed::value).containsExactlyInAnyOrderElementsOf(stored);
    assertThat(paged).extracting(Listed::key).isSortedAccordingTo(Slice.KEY_ORDER);
  }

  @Property
  void aFilterLeavesOutAndChangesNothingElse(
      @ForAll("datasets") Set<Dataset> datasets, @ForAll @IntRange(min = 1, max = 9) int limit) {
    // given
    store(datasets);

    // when
    List<Listed<SignalState>> paged = paged(slice -> queries.states(CRITICAL, slice), limit);

    // then
    assertThat(paged)
        .isEqualTo(
            queries.states(ALL, Slice.all(EVERYWHERE)).stream()
                .filter(listed -> listed.value().state() == State.CRITICAL)
                .toList());
  }

  /** Unpaired surrogates, which UTF-8 cannot express, included. */
  @Property
  void keysHaveTheOrderOfTheirBytes(@ForAll("keys") String some, @ForAll("keys") String other) {
    // when
    int order = Slice.KEY_ORDER.compare(some, other);

    // then
    int ofBytes =
        Arrays.compareUnsigned(
            some.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    assertThat(Integer.signum(order)).isEqualTo(Integer.signum(ofBytes));
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.strings()
        .withChars('a', '|', 'é', '\uD83D', '\uDE00', '\uD800', '\uE000', '\uFFFD')
        .ofMaxLength(5);
  }
}
