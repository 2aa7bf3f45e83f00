package io.signalfactory.query;

import io.signalfactory.signal.Breach;
import io.signalfactory.signal.ObservedSpan;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import io.signalfactory.tally.Counts;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stores whose states are only shown as far as the instance can vouch for them. It is masked here,
 * before anything is filtered: who asks for what is OK must not get what was OK once.
 */
final class SightedStores implements SignalStores {

  private final SignalStores stores;
  private final Observer observer;

  SightedStores(SignalStores stores, Observer observer) {
    this.stores = stores;
    this.observer = observer;
  }

  @Override
  public void states(
      Collection<Integer> partitions, @Nullable String fromKey, Predicate<SignalState> wantsMore) {
    stores.states(partitions, fromKey, stored -> wantsMore.test(shown(stored)));
  }

  @Override
  public List<SignalState> states(String datasetUrn) {
    return stores.states(datasetUrn).stream().map(this::shown).toList();
  }

  @Override
  public Optional<SignalState> state(SignalKey key) {
    return stores.state(key).map(this::shown);
  }

  private SignalState shown(SignalState stored) {
    return observer.of(stored.key().datasetUrn()).shown(stored);
  }

  @Override
  public List<Breach> breaches(int partition) {
    return stores.breaches(partition);
  }

  @Override
  public SortedMap<Long, Counts> minutes(String datasetUrn, long fromMinute, long toMinute) {
    return stores.minutes(datasetUrn, fromMinute, toMinute);
  }

  @Override
  public Optional<Long> firstMinute(String datasetUrn) {
    return stores.firstMinute(datasetUrn);
  }

  @Override
  public Optional<ObservedSpan> observed(String datasetUrn) {
    return stores.observed(datasetUrn);
  }

  @Override
  public PastStores past() {
    return stores.past();
  }

  @Override
  public ReadinessStores readiness() {
    return stores.readiness();
  }

  @Override
  public Map<String, byte[]> contracts() {
    return stores.contracts();
  }

  @Override
  public List<String> contractUrns(@Nullable String from, @Nullable String to) {
    return stores.contractUrns(from, to);
  }

  @Override
  public Optional<byte[]> contract(String datasetUrn) {
    return stores.contract(datasetUrn);
  }

  @Override
  public List<byte[]> contractRevisions(String datasetUrn) {
    return stores.contractRevisions(datasetUrn);
  }
}
