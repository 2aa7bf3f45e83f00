package io.signalfactory.query;

import io.signalfactory.contract.Contract;
import io.signalfactory.deployment.Deployment;
import io.signalfactory.past.PastWindows;
import io.signalfactory.past.RollupHour;
import io.signalfactory.past.StoredPast;
import io.signalfactory.past.Usual;
import io.signalfactory.past.WindowSpan;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.BreachStory;
import io.signalfactory.signal.ObservedSpan;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.Terms;
import io.signalfactory.signal.Transition;
import io.signalfactory.signal.VolumeDetails;
import io.signalfactory.tally.VersionHistory;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts together what the stores of this instance hold of the past. */
final class LocalPast {

  private static final int MINUTES_PER_HOUR = 60;
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int SECONDS_PER_HOUR = 3_600;

  private final SignalStores stores;

  LocalPast(SignalStores stores) {
    this.stores = stores;
  }

  DatasetPast of(PastRequest request, @Nullable Contract contract) {
    String urn = request.datasetUrn();
    WindowSpan span = request.span();
    ObservedSpan observed = stores.observed(urn).orElse(null);
    long minutesFrom =
        Math.floorDiv(request.now().getEpochSecond(), SECONDS_PER_MINUTE)
            - new Terms(contract).minutesRetained();
    PastWindows windows = PastWindows.of(span, stored(urn, span, observed, minutesFrom));
    SortedMap<Long, Usual> usual = new TreeMap<>(windows.usual());
    usualNow(urn, request.now()).ifPresent(hour -> addIfIn(span, usual, hour));
    return new DatasetPast(
        windows,
        usual,
        contract,
        observed,
        stores.firstMinute(urn).orElse(null),
        versions(urn, span),
        deployments(urn, span),
        breaches(urn, span));
  }

  private StoredPast stored(
      String urn, WindowSpan span, @Nullable ObservedSpan observed, long minutesFrom) {
    PastStores past = stores.past();
    SortedMap<Long, RollupHour> rollups = past.rollups(urn, span.firstHour(), span.lastHour());
    SortedMap<Long, RollupHour> first = past.firstRollups(urn);
    long readFrom = Math.max(span.fromMinute(), minutesFrom);
    if (span.ofWholeHours()) {
      // Hours that have a roll-up need no minutes.
      readFrom = Math.max(readFrom, firstWithoutCount(span, rollups) * MINUTES_PER_HOUR);
    }
    return new StoredPast(
        readFrom < span.toMinute() ? past.minutes(urn, readFrom, span.toMinute()) : new TreeMap<>(),
        minutesFrom,
        past.tracks(urn, span.firstHour(), span.lastHour()),
        rollups,
        observed,
        first(first, hour -> hour.count() != null).orElse(null),
        Stream.concat(
                first(first, hour -> hour.judged() != null).stream(),
                past.firstJudged(urn).stream())
            .min(Comparator.naturalOrder())
            .orElse(null));
  }

  private static long firstWithoutCount(WindowSpan span, SortedMap<Long, RollupHour> rollups) {
    long hour = span.firstHour();
    while (hour <= span.lastHour()
        && rollups.getOrDefault(hour, RollupHour.NOTHING).count() != null) {
      hour++;
    }
    return hour;
  }

  private static Optional<Long> first(
      SortedMap<Long, RollupHour> hours, Predicate<RollupHour> wanted) {
    return hours.entrySet().stream()
        .filter(entry -> wanted.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** What the volume signal is judged by now, with its hour. */
  private Optional<Map.Entry<Long, Usual>> usualNow(String urn, Instant now) {
    Optional<SignalState> volume = stores.state(new SignalKey(urn, Signal.VOLUME, null));
    long hour = Math.floorDiv(now.getEpochSecond(), SECONDS_PER_HOUR);
    return volume
        .map(
            state ->
                VolumeDetails.usual(
                    state.details(), Instant.ofEpochSecond(hour * SECONDS_PER_HOUR)))
        .map(events -> Map.entry(hour, new Usual(events.expected(), events.low(), events.high())));
  }

  private static void addIfIn(
      WindowSpan span, SortedMap<Long, Usual> usual, Map.Entry<Long, Usual> hour) {
    if (hour.getKey() >= span.firstHour() && hour.getKey() <= span.lastHour()) {
      usual.putIfAbsent(hour.getKey(), hour.getValue());
    }
  }

  private List<VersionHistory.SeenVersion> versions(String urn, WindowSpan span) {
    long fromMs = startOf(span.fromMinute()).toEpochMilli();
    long toMs = startOf(span.toMinute()).toEpochMilli();
    return stores.past().versions(urn).stream()
        .filter(version -> version.lastSeenMs() >= fromMs && version.firstSeenMs() < toMs)
        .toList();
  }

  private List<Deployment> deployments(String urn, WindowSpan span) {
    Instant from = startOf(span.fromMinute());
    Instant to = startOf(span.toMinute());
    return stores.past().versions(urn).stream()
        .map(seen -> seen.serviceVersion().service())
        .distinct()
        .flatMap(service -> stores.past().deployments(service).stream())
        .filter(each -> !each.deployedAt().isBefore(from) && each.deployedAt().isBefore(to))
        .sorted(Comparator.comparing(Deployment::deployedAt).thenComparing(Deployment::key))
        .toList();
  }

  private List<Breach> breaches(String urn, WindowSpan span) {
    Instant from = startOf(span.fromMinute());
    Instant to = startOf(span.toMinute());
    return stores.past().breaches(urn).stream()
        .filter(breach -> breach.openedAt().isBefore(to))
        .filter(breach -> breach.resolvedAt() == null || breach.resolvedAt().isAfter(from))
        .sorted(Comparator.comparing(Breach::openedAt).thenComparing(Breach::breachId))
        .toList();
  }

  private static Instant startOf(long minute) {
    return Instant.ofEpochSecond(minute * SECONDS_PER_MINUTE);
  }

  /** The story of a breach; of one that ended before transitions were kept, its last one. */
  Optional<BreachStory> story(int partition, String breachId) {
    List<Transition> kept = stores.past().transitions(partition, breachId);
    return kept.isEmpty()
        ? stores.breaches(partition).stream()
            .filter(breach -> breach.breachId().equals(breachId))
            .findFirst()
            .map(breach -> BreachStory.of(List.of(new Transition(1, breach))))
        : Optional.of(BreachStory.of(kept));
  }
}
