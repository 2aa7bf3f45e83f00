package io.signalfactory.query;

import io.signalfactory.deployment.Deployment;
import io.signalfactory.past.Counted;
import io.signalfactory.past.HourTrack;
import io.signalfactory.past.RollupHour;
import io.signalfactory.past.Strip;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Transition;
import io.signalfactory.tally.Counts;
import io.signalfactory.tally.RuleTotals;
import io.signalfactory.tally.VersionHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a test says was in the past; minutes without rules and breaches are those of the stores. */
public final class ScriptedPast implements PastStores {

  private final ScriptedStores stores;
  private final Map<String, NavigableMap<Long, Counted>> minutes = new TreeMap<>();
  private final Map<String, NavigableMap<Long, HourTrack>> tracks = new TreeMap<>();
  private final Map<String, NavigableMap<Long, RollupHour>> rollups = new TreeMap<>();
  private final Map<String, List<VersionHistory.SeenVersion>> versions = new TreeMap<>();
  private final Map<String, List<Transition>> transitions = new TreeMap<>();
  private final Map<String, Strip> strips = new TreeMap<>();
  private final List<Deployment> deployments = new ArrayList<>();

  ScriptedPast(ScriptedStores stores) {
    this.stores = stores;
  }

  void reset() {
    List.of(minutes, tracks, rollups, versions, transitions, strips).forEach(Map::clear);
    deployments.clear();
  }

  public void putMinute(String urn, long minute, Counted counted) {
    minutes.computeIfAbsent(urn, u -> new TreeMap<>()).put(minute, counted);
  }

  public void putTrack(String urn, long hour, HourTrack track) {
    tracks.computeIfAbsent(urn, u -> new TreeMap<>()).put(hour, track);
  }

  public void putRollup(String urn, long hour, RollupHour rollup) {
    rollups.computeIfAbsent(urn, u -> new TreeMap<>()).put(hour, rollup);
  }

  public void putVersion(String urn, VersionHistory.SeenVersion version) {
    versions.computeIfAbsent(urn, u -> new ArrayList<>()).add(version);
  }

  public void putDeployment(Deployment deployment) {
    deployments.add(deployment);
  }

  public void putStrip(String urn, Strip strip) {
    strips.put(urn, strip);
  }

  public void putTransition(int number, Breach breach) {
    transitions
        .computeIfAbsent(breach.breachId(), id -> new ArrayList<>())
        .add(new Transition(number, breach));
  }

  @Override
  public SortedMap<Long, Counted> minutes(String datasetUrn, long fromMinute, long toMinute) {
    SortedMap<Long, Counted> found = new TreeMap<>();
    for (Map.Entry<Long, Counts> minute :
        stores.minutes(datasetUrn, fromMinute, toMinute).entrySet()) {
      found.put(minute.getKey(), new Counted(minute.getValue(), RuleTotals.NONE));
    }
    found.putAll(of(minutes, datasetUrn).subMap(fromMinute, toMinute));
    return found;
  }

  private static <T> NavigableMap<Long, T> of(Map<String, NavigableMap<Long, T>> all, String urn) {
    return all.getOrDefault(urn, new TreeMap<>());
  }

  @Override
  public SortedMap<Long, HourTrack> tracks(String datasetUrn, long firstHour, long lastHour) {
    return of(tracks, datasetUrn).subMap(firstHour, true, lastHour, true);
  }

  @Override
  public Optional<Long> firstJudged(String datasetUrn) {
    return of(tracks, datasetUrn).keySet().stream().findFirst();
  }

  @Override
  public SortedMap<Long, RollupHour> rollups(String datasetUrn, long firstHour, long lastHour) {
    return of(rollups, datasetUrn).subMap(firstHour, true, lastHour, true);
  }

  @Override
  public SortedMap<Long, RollupHour> firstRollups(String datasetUrn) {
    return of(rollups, datasetUrn);
  }

  @Override
  public List<VersionHistory.SeenVersion> versions(String datasetUrn) {
    return versions.getOrDefault(datasetUrn, List.of());
  }

  @Override
  public List<Deployment> deployments(String service) {
    return deployments.stream().filter(each -> each.service().equals(service)).toList();
  }

  @Override
  public List<Breach> breaches(String datasetUrn) {
    return stores.breaches(ScriptedPlacement.partition(datasetUrn)).stream()
        .filter(breach -> breach.key().datasetUrn().equals(datasetUrn))
        .toList();
  }

  @Override
  public List<Breach> openBreaches(int partition) {
    return stores.breaches(partition).stream()
        .filter(breach -> breach.status() != Breach.Status.RESOLVED)
        .toList();
  }

  @Override
  public List<Transition> transitions(int partition, String breachId) {
    return transitions.getOrDefault(breachId, List.of()).stream()
        .filter(
            transition ->
                ScriptedPlacement.partition(transition.breach().key().datasetUrn()) == partition)
        .toList();
  }

  @Override
  public Map<String, Strip> strips(int partition, String firstUrn, String lastUrn) {
    Map<String, Strip> found = new TreeMap<>();
    strips.forEach(
        (urn, strip) -> {
          if (ScriptedPlacement.partition(urn) == partition
              && Slice.KEY_ORDER.compare(urn, firstUrn) >= 0
              && Slice.KEY_ORDER.compare(urn, lastUrn) <= 0) {
            found.put(urn, strip);
          }
        });
    return found;
  }
}
