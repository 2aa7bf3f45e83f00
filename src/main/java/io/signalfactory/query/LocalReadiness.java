package io.signalfactory.query;

import io.signalfactory.readiness.DatasetReadiness;
import io.signalfactory.tally.Sender;
import io.signalfactory.tally.VersionHistory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who sends what, from the stores of this instance alone. Thread-safe. */
final class LocalReadiness {

  private static final Comparator<@Nullable String> BY_NAME =
      Comparator.nullsFirst(Comparator.naturalOrder());

  private final ReadinessStores stores;
  private final ContractIndex contracts;

  LocalReadiness(ReadinessStores stores, ContractIndex contracts) {
    this.stores = stores;
    this.contracts = contracts;
  }

  Listed<DatasetReady> of(Listed<DatasetStates> dataset) {
    String urn = dataset.value().datasetUrn();
    return new Listed<>(
        dataset.key(),
        new DatasetReady(
            urn, dataset.value().contract(), stores.of(urn).orElse(DatasetReadiness.NOTHING)));
  }

  /** The datasets that a service sends to, each with the part that it sends. */
  List<Listed<DatasetReady>> sentBy(String service, @Nullable String dataset, Slice slice) {
    List<Listed<DatasetReady>> found = new ArrayList<>();
    for (int partition : slice.partitions()) {
      stores
          .all(partition)
          .forEach(
              (urn, readiness) -> {
                // As in the list of datasets, so that a cursor fits with and without a filter.
                String key = urn + "|";
                DatasetReadiness only = readiness.only(service);
                if (slice.isAfter(key)
                    && (dataset == null || dataset.equals(urn))
                    && !only.senders().list().isEmpty()) {
                  found.add(
                      new Listed<>(
                          key, new DatasetReady(urn, contracts.of(urn).orElse(null), only)));
                }
              });
    }
    return found.stream().sorted(Listed.inOrder()).limit(slice.limit()).toList();
  }

  List<Listed<ServiceSeen>> services(Slice slice) {
    TreeMap<@Nullable String, List<ServiceSeen.InDataset>> services = new TreeMap<>(BY_NAME);
    for (int partition : slice.partitions()) {
      Map<String, List<VersionHistory.SeenVersion>> versions = stores.versions(partition);
      SortedMap<String, DatasetReadiness> readiness = stores.all(partition);
      Set<String> urns = new TreeSet<>(readiness.keySet());
      urns.addAll(versions.keySet());
      for (String urn : urns) {
        addServices(
            urn,
            readiness.getOrDefault(urn, DatasetReadiness.NOTHING),
            versions.getOrDefault(urn, List.of()),
            services);
      }
    }
    List<Listed<ServiceSeen>> listed = new ArrayList<>();
    services.forEach(
        (service, datasets) -> {
          String key = key(service);
          if (slice.isAfter(key)) {
            listed.add(new Listed<>(key, new ServiceSeen(service, datasets)));
          }
        });
    return listed.stream().sorted(Listed.inOrder()).limit(slice.limit()).toList();
  }

  private static void addServices(
      String urn,
      DatasetReadiness readiness,
      List<VersionHistory.SeenVersion> versions,
      Map<@Nullable String, List<ServiceSeen.InDataset>> into) {
    Map<String, List<VersionHistory.SeenVersion>> byService =
        versions.stream().collect(Collectors.groupingBy(seen -> seen.serviceVersion().service()));
    Set<@Nullable String> services = new TreeSet<>(BY_NAME);
    services.addAll(byService.keySet());
    for (Sender sender : readiness.senders().list()) {
      services.add(sender.service());
    }
    for (String service : services) {
      into.computeIfAbsent(service, name -> new ArrayList<>())
          .add(
              new ServiceSeen.InDataset(
                  urn,
                  readiness.facts(service),
                  service == null ? List.of() : byService.getOrDefault(service, List.of())));
    }
  }

  /** The unknown service comes first, before one with any name. */
  private static String key(@Nullable String service) {
    return service == null ? "" : "=" + service;
  }
}
