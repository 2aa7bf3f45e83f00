package io.signalfactory.query;

import io.signalfactory.revision.ContractRevision;
import io.signalfactory.revision.ContractRevisionJson;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.ObservedSpan;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import io.signalfactory.tally.Counts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Stores that hold what a test puts into them. */
public final class ScriptedStores implements SignalStores {

  private final List<SignalState> states = new ArrayList<>();
  private final List<Breach> breaches = new ArrayList<>();
  private final Map<String, byte[]> contracts = new TreeMap<>();
  private final Map<String, NavigableMap<Long, Counts>> minutes = new TreeMap<>();
  private final Map<String, ObservedSpan> observed = new TreeMap<>();
  private final List<ContractRevision> revisions = new ArrayList<>();
  public final ScriptedPast past = new ScriptedPast(this);
  public final ScriptedReadiness readiness = new ScriptedReadiness(this::throwFailure);
  private @Nullable RuntimeException failure;

  public synchronized void reset() {
    states.clear();
    breaches.clear();
    contracts.clear();
    minutes.clear();
    observed.clear();
    revisions.clear();
    past.reset();
    readiness.reset();
    failure = null;
  }

  public synchronized void put(SignalState... more) {
    states.addAll(List.of(more));
  }

  public synchronized void put(Breach... more) {
    breaches.addAll(List.of(more));
  }

  public synchronized void putContract(String urn, String document) {
    contracts.put(urn, document.getBytes(StandardCharsets.UTF_8));
  }

  public synchronized void putMinute(String urn, long minute, Counts counts) {
    minutes.computeIfAbsent(urn, u -> new TreeMap<>()).put(minute, counts);
  }

  public synchronized void putObserved(String urn, ObservedSpan span) {
    observed.put(urn, span);
  }

  /** From now on, every question throws. */
  public synchronized void failWith(RuntimeException error) {
    failure = error;
  }

  @Override
  public void states(
      Collection<Integer> partitions, @Nullable String fromKey, Predicate<SignalState> wantsMore) {
    for (SignalState state : inOrder(partitions)) {
      boolean comes = fromKey == null || Slice.KEY_ORDER.compare(state.key().text(), fromKey) >= 0;
      if (comes && !wantsMore.test(state)) {
        return;
      }
    }
  }

  private synchronized List<SignalState> inOrder(Collection<Integer> partitions) {
    throwFailure();
    return states.stream()
        .filter(state -> partitions.contains(ScriptedPlacement.partition(state.key().datasetUrn())))
        .sorted(Comparator.comparing(state -> state.key().text(), Slice.KEY_ORDER))
        .toList();
  }

  @Override
  public synchronized List<SignalState> states(String datasetUrn) {
    throwFailure();
    return states.stream().filter(s -> s.key().datasetUrn().equals(datasetUrn)).toList();
  }

  @Override
  public synchronized Optional<SignalState> state(SignalKey key) {
    throwFailure();
    return states.stream().filter(s -> s.key().equals(key)).findFirst();
  }

  @Override
  public synchronized List<Breach> breaches(int partition) {
    throwFailure();
    return breaches.stream()
        .filter(breach -> ScriptedPlacement.partition(breach.key().datasetUrn()) == partition)
        .toList();
  }

  @Override
  public synchronized SortedMap<Long, Counts> minutes(
      String datasetUrn, long fromMinute, long toMinute) {
    throwFailure();
    return new TreeMap<>(minutesOf(datasetUrn).subMap(fromMinute, true, toMinute, false));
  }

  private NavigableMap<Long, Counts> minutesOf(String datasetUrn) {
    return minutes.getOrDefault(datasetUrn, new TreeMap<>());
  }

  @Override
  public synchronized Optional<Long> firstMinute(String datasetUrn) {
    throwFailure();
    return minutesOf(datasetUrn).keySet().stream().findFirst();
  }

  @Override
  public synchronized Optional<ObservedSpan> observed(String datasetUrn) {
    throwFailure();
    return Optional.ofNullable(observed.get(datasetUrn));
  }

  @Override
  public PastStores past() {
    return past;
  }

  @Override
  public ReadinessStores readiness() {
    return readiness;
  }

  @Override
  public synchronized Map<String, byte[]> contracts() {
    throwFailure();
    return new TreeMap<>(contracts);
  }

  @Override
  public synchronized List<String> contractUrns(@Nullable String from, @Nullable String to) {
    throwFailure();
    return contracts.keySet().stream()
        .filter(urn -> from == null || Slice.KEY_ORDER.compare(urn, from) >= 0)
        .filter(urn -> to == null || Slice.KEY_ORDER.compare(urn, to) <= 0)
        .toList();
  }

  @Override
  public synchronized Optional<byte[]> contract(String datasetUrn) {
    throwFailure();
    return Optional.ofNullable(contracts.get(datasetUrn));
  }

  public synchronized void putRevision(ContractRevision revision) {
    revisions.add(revision);
  }

  @Override
  public synchronized List<byte[]> contractRevisions(String datasetUrn) {
    throwFailure();
    return revisions.stream()
        .filter(revision -> revision.datasetUrn().equals(datasetUrn))
        .map(ContractRevisionJson::write)
        .toList();
  }

  private synchronized void throwFailure() {
    if (failure != null) {
      throw failure;
    }
  }
}
