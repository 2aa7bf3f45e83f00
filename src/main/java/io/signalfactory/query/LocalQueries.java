package io.signalfactory.query;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.document.ContractWriter;
import io.signalfactory.past.Strip;
import io.signalfactory.revision.ContractRevision;
import io.signalfactory.revision.ContractRevisionJson;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.BreachStory;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers from the stores of this instance alone. Thread-safe. */
public final class LocalQueries implements Queries {

  /** By dataset and signal; the dataset's own state comes before those of its consumers. */
  private static final Comparator<SignalState> BY_KEY =
      Comparator.comparing((SignalState state) -> state.key().datasetUrn())
          .thenComparing(state -> state.key().signal())
          .thenComparing(
              state -> state.key().consumer(), Comparator.nullsFirst(Comparator.naturalOrder()));

  private static final int SECONDS_PER_HOUR = 3_600;

  private final SignalStores stores;
  private final Observer observer;
  private final ToIntFunction<String> partitionOf;
  private final ContractIndex contracts;
  private final LocalPast past;
  private final LocalReadiness readiness;

  /**
   * @param stores the stores of this instance
   * @param observer until when what they hold has been seen
   * @param partitionOf the partition of a dataset, by its URN
   */
  public LocalQueries(SignalStores stores, Observer observer, ToIntFunction<String> partitionOf) {
    this.stores = new SightedStores(stores, observer);
    this.observer = observer;
    this.partitionOf = partitionOf;
    this.contracts = new ContractIndex(stores);
    this.past = new LocalPast(this.stores);
    this.readiness = new LocalReadiness(stores.readiness(), contracts);
  }

  @Override
  public Sight sight(String datasetUrn) {
    return observer.of(datasetUrn);
  }

  @Override
  public Sight sight(Collection<Integer> partitions) {
    return partitions.stream()
        .map(observer::of)
        .max(Comparator.comparing(Sight::age))
        .orElseGet(observer::ofAll);
  }

  @Override
  public List<Listed<DatasetStates>> datasets(Slice slice) {
    SortedMap<String, List<SignalState>> judged = judged(slice);
    // Datasets after the last of so many that are judged are not in the slice.
    @Nullable String end = judged.size() < slice.limit() ? null : judged.lastKey();
    SortedSet<String> keys = new TreeSet<>(Slice.KEY_ORDER);
    keys.addAll(judged.keySet());
    for (String urn : promised(slice.after(), end)) {
      String key = datasetKey(urn);
      if (slice.isAfter(key)
          && (end == null || Slice.KEY_ORDER.compare(key, end) < 0)
          && slice.partitions().contains(partitionOf.applyAsInt(urn))) {
        keys.add(key);
      }
    }
    return keys.stream()
        .map(key -> new Listed<>(key, dataset(urnOf(key), judged.getOrDefault(key, List.of()))))
        .filter(listed -> isKnown(listed.value()))
        .limit(slice.limit())
        .toList();
  }

  /**
   * The datasets with a contract among which are those with keys between two keys. Most keys have
   * the order of their URNs. But a URN that the first key begins with comes before it, and its own
   * key may come after it.
   */
  private List<String> promised(@Nullable String after, @Nullable String end) {
    List<String> urns = new ArrayList<>(stores.contractUrns(after, end));
    for (int length = 1; after != null && length < after.length(); length++) {
      String beginning = after.substring(0, length);
      if (stores.contract(beginning).isPresent()) {
        urns.add(beginning);
      }
    }
    return urns;
  }

  /** A document that this release cannot read promises nothing. */
  private static boolean isKnown(DatasetStates dataset) {
    return dataset.contract() != null || !dataset.states().isEmpty();
  }

  /** The keys of states begin with this, so datasets have the order of their states. */
  private static String datasetKey(String urn) {
    return urn + "|";
  }

  private static String urnOf(String datasetKey) {
    return datasetKey.substring(0, datasetKey.length() - 1);
  }

  /** The first datasets of a slice that have states, with their states, by their keys. */
  private SortedMap<String, List<SignalState>> judged(Slice slice) {
    SortedMap<String, List<SignalState>> judged = new TreeMap<>(Slice.KEY_ORDER);
    stores.states(
        slice.partitions(),
        afterDataset(slice.after()),
        state -> {
          String key = datasetKey(state.key().datasetUrn());
          if (!slice.isAfter(key)) {
            return true;
          }
          if (judged.size() == slice.limit() && !judged.containsKey(key)) {
            return false;
          }
          judged.computeIfAbsent(key, k -> new ArrayList<>()).add(state);
          return true;
        });
    return judged;
  }

  /** '}' is the character after '|': all states of the dataset come before. */
  private static @Nullable String afterDataset(@Nullable String key) {
    return key != null && key.endsWith("|") ? urnOf(key) + "}" : key;
  }

  private DatasetStates dataset(String urn, List<SignalState> states) {
    return new DatasetStates(
        urn, contracts.of(urn).orElse(null), states.stream().sorted(BY_KEY).toList());
  }

  @Override
  public List<Listed<SignalState>> states(StateFilter filter, Slice slice) {
    List<Listed<SignalState>> accepted = new ArrayList<>();
    ContractLookup lookup = new ContractLookup(contracts, filter.needsContracts());
    stores.states(
        slice.partitions(),
        slice.after(),
        state -> {
          String key = state.key().text();
          if (slice.isAfter(key) && filter.accepts(state, lookup.of(state.key().datasetUrn()))) {
            accepted.add(new Listed<>(key, state));
          }
          return accepted.size() < slice.limit();
        });
    return List.copyOf(accepted);
  }

  private static <T> List<Listed<T>> first(List<Listed<T>> all, int limit) {
    return all.stream().sorted(Listed.inOrder()).limit(limit).toList();
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
  public List<Listed<OverviewRow>> overview(OverviewFilter filter, Slice slice, Instant now) {
    // Rows that the filter leaves out make room for others.
    List<Listed<DatasetStates>> datasets =
        datasets(filter.acceptsAll() ? slice : slice.withoutLimit());
    if (datasets.isEmpty()) {
      return List.of();
    }
    Overview overview = overview(datasets, slice, now);
    return datasets.stream()
        .map(listed -> new Listed<>(listed.key(), overview.row(listed.value())))
        .filter(listed -> filter.accepts(listed.value()))
        .limit(slice.limit())
        .toList();
  }

  private Overview overview(List<Listed<DatasetStates>> datasets, Slice slice, Instant now) {
    List<String> urns = datasets.stream().map(listed -> listed.value().datasetUrn()).toList();
    String firstUrn = Collections.min(urns, Slice.KEY_ORDER);
    String lastUrn = Collections.max(urns, Slice.KEY_ORDER);
    Map<String, Strip> strips = new HashMap<>();
    List<Breach> open = new ArrayList<>();
    for (int partition : slice.partitions()) {
      strips.putAll(stores.past().strips(partition, firstUrn, lastUrn));
      open.addAll(stores.past().openBreaches(partition));
    }
    return new Overview(
        strips,
        open.stream().collect(Collectors.groupingBy(breach -> breach.key().datasetUrn())),
        Math.floorDiv(now.getEpochSecond(), SECONDS_PER_HOUR));
  }

  @Override
  public List<Listed<BreachStory>> breach(String breachId, Slice slice) {
    return slice.partitions().stream()
        .flatMap(partition -> past.story(partition, breachId).stream())
        .map(story -> new Listed<>(newestFirst(story.latest()), story))
        .filter(listed -> slice.isAfter(listed.key()))
        .limit(slice.limit())
        .toList();
  }

  @Override
  public List<Listed<Breach>> breaches(BreachFilter filter, Slice slice) {
    List<Listed<Breach>> accepted = new ArrayList<>();
    for (int partition : slice.partitions()) {
      stores.breaches(partition).stream()
          .filter(filter::accepts)
          .map(breach -> new Listed<>(newestFirst(breach), breach))
          .filter(listed -> slice.isAfter(listed.key()))
          .forEach(accepted::add);
    }
    return first(accepted, slice.limit());
  }

  /** Sixteen digits that fall as time goes on, and what tells breaches of one moment apart. */
  private static String newestFirst(Breach breach) {
    long remaining = Long.MAX_VALUE - Math.max(0, breach.detectedAt().toEpochMilli());
    return "%016x/%s".formatted(remaining, breach.breachId());
  }

  @Override
  public List<Listed<DatasetReady>> readiness(ReadinessFilter filter, Slice slice) {
    String dataset = filter.dataset();
    if (filter.service() != null) {
      return readiness.sentBy(filter.service(), dataset, slice);
    }
    if (dataset == null) {
      return datasets(slice).stream().map(readiness::of).toList();
    }
    String key = datasetKey(dataset);
    return slice.isAfter(key) && slice.partitions().contains(partitionOf.applyAsInt(dataset))
        ? states(dataset)
            .map(states -> readiness.of(new Listed<>(key, dataset(dataset, states))))
            .stream()
            .toList()
        : List.of();
  }

  @Override
  public List<Listed<ServiceSeen>> services(Slice slice) {
    return readiness.services(slice);
  }

  @Override
  public Optional<RecentSenders> senders(HistoryRequest request) {
    String urn = request.datasetUrn();
    if (stores.contract(urn).isEmpty() && stores.states(urn).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new RecentSenders(
            stores.readiness().senders(urn, request.fromMinute(), request.toMinute()),
            stores.readiness().latestMinutes(urn, request.fromMinute(), request.toMinute())));
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

  /** The contract of one dataset after the other; states of a dataset follow each other. */
  private static final class ContractLookup {

    private final ContractIndex contracts;
    private final boolean needed;
    private String urn = "";
    private @Nullable Contract contract;

    ContractLookup(ContractIndex contracts, boolean needed) {
      this.contracts = contracts;
      this.needed = needed;
    }

    @Nullable Contract of(String datasetUrn) {
      if (needed && !urn.equals(datasetUrn)) {
        urn = datasetUrn;
        contract = contracts.of(datasetUrn).orElse(null);
      }
      return contract;
    }
  }
}
