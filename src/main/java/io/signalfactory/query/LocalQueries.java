package io.signalfactory.query;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.document.ContractWriter;
import io.signalfactory.revision.ContractRevision;
import io.signalfactory.revision.ContractRevisionJson;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.BreachStory;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Answers from the stores of this instance alone. Thread-safe. */
public final class LocalQueries implements Queries {

  /** By dataset and signal; the dataset's own state comes before those of its consumers. */
  private static final Comparator<SignalState> BY_KEY =
      Comparator.comparing((SignalState state) -> state.key().datasetUrn())
          .thenComparing(state -> state.key().signal())
          .thenComparing(
              state -> state.key().consumer(), Comparator.nullsFirst(Comparator.naturalOrder()));

  private static final Comparator<Breach> NEWEST_FIRST =
      Comparator.comparing(Breach::detectedAt).reversed().thenComparing(Breach::breachId);

  private static final int SECONDS_PER_HOUR = 3_600;

  private final SignalStores stores;
  private final Observer observer;
  private final ContractIndex contracts;
  private final LocalPast past;

  /**
   * @param stores the stores of this instance
   * @param observer until when what they hold has been seen
   */
  public LocalQueries(SignalStores stores, Observer observer) {
    this.stores = new SightedStores(stores, observer);
    this.observer = observer;
    this.contracts = new ContractIndex(stores);
    this.past = new LocalPast(this.stores);
  }

  @Override
  public Sight sight(String datasetUrn) {
    return observer.of(datasetUrn);
  }

  @Override
  public Sight sight() {
    return observer.ofAll();
  }

  @Override
  public List<DatasetStates> datasets() {
    SortedMap<String, Contract> inForce = contracts.all();
    Map<String, List<SignalState>> states =
        stores.states().stream()
            .sorted(BY_KEY)
            .collect(Collectors.groupingBy(state -> state.key().datasetUrn()));
    SortedSet<String> urns = new TreeSet<>(inForce.keySet());
    urns.addAll(states.keySet());
    return urns.stream()
        .map(urn -> new DatasetStates(urn, inForce.get(urn), states.getOrDefault(urn, List.of())))
        .toList();
  }

  @Override
  public List<SignalState> states(StateFilter filter) {
    Map<String, Contract> inForce = filter.needsContracts() ? contracts.all() : Map.of();
    return stores.states().stream()
        .filter(state -> filter.accepts(state, inForce.get(state.key().datasetUrn())))
        .sorted(BY_KEY)
        .toList();
  }

  @Override
  public Optional<List<SignalState>> states(String datasetUrn) {
    List<SignalState> states = stores.states(datasetUrn);
    return states.isEmpty() && stores.contract(datasetUrn).isEmpty()
        ? Optional.empty()
        : Optional.of(states.stream().sorted(BY_KEY).toList());
  }

  @Override
  public Optional<SignalState> state(SignalKey key) {
    return stores.state(key);
  }

  @Override
  public Optional<DatasetHistory> history(HistoryRequest request) {
    String urn = request.datasetUrn();
    if (stores.contract(urn).isEmpty() && stores.states(urn).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new DatasetHistory(
            stores.minutes(urn, request.fromMinute(), request.toMinute()),
            stores.firstMinute(urn).orElse(null),
            stores.observed(urn).orElse(null)));
  }

  @Override
  public Optional<DatasetPast> past(PastRequest request) {
    String urn = request.datasetUrn();
    return stores.contract(urn).isEmpty() && stores.states(urn).isEmpty()
        ? Optional.empty()
        : Optional.of(past.of(request, contracts.of(urn).orElse(null)));
  }

  @Override
  public List<OverviewRow> overview(OverviewFilter filter, Instant now) {
    Overview overview =
        new Overview(
            stores.past().strips(),
            stores.past().openBreaches().stream()
                .collect(Collectors.groupingBy(breach -> breach.key().datasetUrn())),
            Math.floorDiv(now.getEpochSecond(), SECONDS_PER_HOUR));
    return datasets().stream().map(overview::row).filter(filter::accepts).toList();
  }

  @Override
  public Optional<BreachStory> breach(String breachId) {
    return past.story(breachId);
  }

  @Override
  public List<Breach> breaches(BreachFilter filter) {
    return stores.breaches().stream().filter(filter::accepts).sorted(NEWEST_FIRST).toList();
  }

  @Override
  public List<Contract> contracts() {
    return List.copyOf(contracts.all().values());
  }

  @Override
  public Optional<Contract> contract(String datasetUrn) {
    return contracts.of(datasetUrn);
  }

  @Override
  public List<ContractRevision> contractRevisions(String datasetUrn) {
    List<ContractRevision> revisions = new ArrayList<>();
    for (byte[] stored : stores.contractRevisions(datasetUrn)) {
      revisions.add(ContractRevisionJson.read(stored));
    }
    revisions.sort(Comparator.comparingLong(ContractRevision::number).reversed());
    stores
        .contract(datasetUrn)
        .filter(document -> !isLatest(document, revisions))
        .flatMap(document -> contracts.of(datasetUrn))
        .ifPresent(contract -> revisions.add(0, withoutTrace(contract)));
    return List.copyOf(revisions);
  }

  private static boolean isLatest(byte[] document, List<ContractRevision> latestFirst) {
    byte[] latest = latestFirst.isEmpty() ? null : latestFirst.get(0).document();
    return latest != null && Arrays.equals(document, latest);
  }

  private static ContractRevision withoutTrace(Contract contract) {
    return new ContractRevision(
        contract.urn(),
        0,
        contract.version(),
        ContractRevision.Change.APPLIED,
        null,
        null,
        null,
        List.of(),
        ContractWriter.json(contract));
  }
}
