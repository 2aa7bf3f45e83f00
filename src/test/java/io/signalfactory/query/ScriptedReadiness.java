package io.signalfactory.query;

import io.signalfactory.readiness.DatasetReadiness;
import io.signalfactory.tally.Senders;
import io.signalfactory.tally.ServiceVersion;
import io.signalfactory.tally.SourcePartition;
import io.signalfactory.tally.VersionHistory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who sends what, as a test says. */
public final class ScriptedReadiness implements ReadinessStores {

  private final SortedMap<String, DatasetReadiness> readiness = new TreeMap<>();
  private final Map<String, List<VersionHistory.SeenVersion>> versions = new HashMap<>();
  private final Runnable throwFailure;

  ScriptedReadiness(Runnable throwFailure) {
    this.throwFailure = throwFailure;
  }

  synchronized void reset() {
    readiness.clear();
    versions.clear();
  }

  public synchronized void put(String urn, DatasetReadiness of) {
    readiness.put(urn, of);
  }

  public synchronized void putVersion(
      String urn, String service, String version, long firstSeenMs, long lastSeenMs) {
    versions
        .computeIfAbsent(urn, u -> new ArrayList<>())
        .add(
            new VersionHistory.SeenVersion(
                new ServiceVersion(service, version), firstSeenMs, lastSeenMs));
  }

  @Override
  public synchronized Optional<DatasetReadiness> of(String datasetUrn) {
    throwFailure.run();
    return Optional.ofNullable(readiness.get(datasetUrn));
  }

  @Override
  public synchronized SortedMap<String, DatasetReadiness> all(int partition) {
    throwFailure.run();
    SortedMap<String, DatasetReadiness> here = new TreeMap<>(readiness);
    here.keySet().removeIf(urn -> ScriptedPlacement.partition(urn) != partition);
    return here;
  }

  @Override
  public synchronized Map<String, List<VersionHistory.SeenVersion>> versions(int partition) {
    throwFailure.run();
    Map<String, List<VersionHistory.SeenVersion>> here = new HashMap<>(versions);
    here.keySet().removeIf(urn -> ScriptedPlacement.partition(urn) != partition);
    return here;
  }

  @Override
  public synchronized Senders senders(String datasetUrn, long fromMinute, long toMinute) {
    throwFailure.run();
    DatasetReadiness known = readiness.get(datasetUrn);
    return known != null && known.toMinute() > fromMinute && known.fromMinute() < toMinute
        ? known.senders()
        : Senders.NONE;
  }

  @Override
  public synchronized Map<SourcePartition, Long> latestMinutes(
      String datasetUrn, long fromMinute, long toMinute) {
    return senders(datasetUrn, fromMinute, toMinute).list().isEmpty()
        ? Map.of()
        : Map.of(new SourcePartition("raw.orders.events", 0), toMinute - 1);
  }
}
