package io.signalfactory.query;

import io.signalfactory.deployment.Deployment;
import io.signalfactory.past.Counted;
import io.signalfactory.past.HourTrack;
import io.signalfactory.past.RollupHour;
import io.signalfactory.past.Strip;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Transition;
import io.signalfactory.tally.VersionHistory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Stores of the past whose breaches are only shown as far as the instance can vouch for them. What
 * was counted and judged in the past was right then.
 */
final class SightedPast implements PastStores {

  private final PastStores stores;
  private final VouchedBreaches vouched;

  SightedPast(PastStores stores, VouchedBreaches vouched) {
    this.stores = stores;
    this.vouched = vouched;
  }

  @Override
  public SortedMap<Long, Counted> minutes(String datasetUrn, long fromMinute, long toMinute) {
    return stores.minutes(datasetUrn, fromMinute, toMinute);
  }

  @Override
  public SortedMap<Long, HourTrack> tracks(String datasetUrn, long firstHour, long lastHour) {
    return stores.tracks(datasetUrn, firstHour, lastHour);
  }

  @Override
  public Optional<Long> firstJudged(String datasetUrn) {
    return stores.firstJudged(datasetUrn);
  }

  @Override
  public SortedMap<Long, RollupHour> rollups(String datasetUrn, long firstHour, long lastHour) {
    return stores.rollups(datasetUrn, firstHour, lastHour);
  }

  @Override
  public SortedMap<Long, RollupHour> firstRollups(String datasetUrn) {
    return stores.firstRollups(datasetUrn);
  }

  @Override
  public List<VersionHistory.SeenVersion> versions(String datasetUrn) {
    return stores.versions(datasetUrn);
  }

  @Override
  public List<Deployment> deployments(String service) {
    return stores.deployments(service);
  }

  @Override
  public List<Breach> breaches(String datasetUrn) {
    return vouched.all(stores.breaches(datasetUrn));
  }

  @Override
  public List<Breach> openBreaches(int partition) {
    return vouched.all(stores.openBreaches(partition));
  }

  @Override
  public List<Transition> transitions(int partition, String breachId) {
    List<Transition> transitions = stores.transitions(partition, breachId);
    vouched.require(transitions.stream().map(Transition::breach).toList());
    return transitions;
  }

  @Override
  public Map<String, Strip> strips(int partition, String firstUrn, String lastUrn) {
    return stores.strips(partition, firstUrn, lastUrn);
  }
}
