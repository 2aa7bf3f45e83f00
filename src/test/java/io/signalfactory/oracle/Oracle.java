package io.signalfactory.oracle;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.Slos;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.State;
import io.signalfactory.signal.Threshold;
import io.signalfactory.tally.CauseKey;
import io.signalfactory.tally.ObservedCause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the signals of a dataset are, worked out anew from all its events each time: slow, without
 * any memory, and without a line of the product's arithmetic. Whoever doubts a signal reads this.
 */
public final class Oracle {

  private static final long MINUTE_MS = 60_000;
  private static final int ENOUGH = 20;
  private static final double ROUNDING = 1e-9;

  private final Contract contract;
  private final List<SeenEvent> events;
  private final long observedSinceMs;
  private final boolean behind;
  private final long knownUntilMs;
  private final long nowMs;

  /**
   * @param contract the contract in force
   * @param events the dataset's events that have been read
   * @param observedSinceMs when the dataset became known
   * @param behind whether there may be more that have not been read
   * @param knownUntilMs whatever arrived before then is among the events
   * @param nowMs the moment
   */
  public Oracle(
      Contract contract,
      List<SeenEvent> events,
      long observedSinceMs,
      boolean behind,
      long knownUntilMs,
      long nowMs) {
    this.contract = contract;
    this.events = events;
    this.observedSinceMs = observedSinceMs;
    this.behind = behind;
    this.knownUntilMs = knownUntilMs;
    this.nowMs = nowMs;
  }

  /** Every signal of the dataset. */
  public List<Finding> findings() {
    List<Finding> all = new ArrayList<>(freshness());
    all.add(volume());
    all.add(compliance());
    all.add(quality());
    List<String> named = contract.slos().consumers().stream().map(c -> c.consumer()).toList();
    return all.stream()
        .map(finding -> behind ? finding.unknown() : finding)
        .map(
            finding ->
                finding.affecting(
                    finding.key().signal() == Signal.FRESHNESS ? staleConsumers(all) : named))
        .toList();
  }

  /** The events from a minute on, up to another and without it. */
  public long eventsBetween(long fromMinute, long toMinute) {
    return in(fromMinute, toMinute).size();
  }

  /** Whether an event of this minute would still be counted if it came now. */
  public boolean isRetained(long minute) {
    return minute * MINUTE_MS >= nowMs - contract.dataset().lateRetention().toMillis();
  }

  private List<SeenEvent> in(long fromMinute, long toMinute) {
    return events.stream()
        .filter(event -> event.minute() >= fromMinute && event.minute() < toMinute)
        .toList();
  }

  private long currentMinute() {
    return Math.floorDiv(nowMs, MINUTE_MS);
  }

  private List<SeenEvent> last(int minutes) {
    return in(currentMinute() - minutes + 1, currentMinute() + 1);
  }

  private SignalKey key(Signal signal) {
    return new SignalKey(contract.urn(), signal, null);
  }

  // ---- freshness: how long ago the latest event happened

  private List<Finding> freshness() {
    List<Finding> findings = new ArrayList<>();
    Slos.Freshness own = contract.slos().freshness();
    findings.add(
        own == null ? stale(null, null, null) : stale(null, own.maxDelay(), own.warningDelay()));
    for (Slos.ConsumerFreshness consumer : contract.slos().consumers()) {
      findings.add(stale(consumer.consumer(), consumer.maxDelay(), consumer.warningDelay()));
    }
    return findings;
  }

  private Finding stale(
      @Nullable String consumer, @Nullable Duration limit, @Nullable Duration warning) {
    long freshAt =
        events.stream()
            .map(SeenEvent::freshAtMs)
            .filter(time -> time != null)
            .mapToLong(time -> time)
            .max()
            .orElse(observedSinceMs);
    long staleMs = Math.max(0, nowMs - freshAt);
    State state = State.OK;
    long since = nowMs;
    boolean hadEvents = events.stream().anyMatch(event -> event.arrivalMs() < knownUntilMs);
    long certainMs = knownUntilMs - (hadEvents ? freshAt : Math.max(freshAt, observedSinceMs));
    if (warning != null && certainMs > warning.toMillis()) {
      state = State.WARNING;
      since = freshAt + warning.toMillis();
    }
    if (limit != null && certainMs > limit.toMillis()) {
      state = State.CRITICAL;
      since = freshAt + limit.toMillis();
    }
    Threshold threshold =
        limit == null
            ? null
            : Threshold.of(
                warning == null ? null : warning.toMillis() / 1000.0, limit.toMillis() / 1000.0);
    return new Finding(
        new SignalKey(contract.urn(), Signal.FRESHNESS, consumer),
        state,
        staleMs / 1000.0,
        threshold,
        null,
        null,
        since,
        null,
        false,
        List.of());
  }

  private static List<String> staleConsumers(List<Finding> all) {
    return all.stream()
        .filter(f -> f.key().consumer() != null && f.breaches())
        .map(f -> f.key().consumer())
        .toList();
  }

  // ---- volume: how many events the last minutes have

  private Finding volume() {
    Slos.Volume slo = contract.slos().volume();
    int minutes = slo == null ? 60 : slo.windowMinutes();
    long count = last(minutes).size();
    Double min =
        slo == null || slo.minEventsPerHour() == null
            ? null
            : (double) slo.minEventsPerHour() * minutes / 60;
    Double max =
        slo == null || slo.maxEventsPerHour() == null
            ? null
            : (double) slo.maxEventsPerHour() * minutes / 60;
    State state = State.OK;
    if (max != null && count > max) {
      state = State.CRITICAL;
    } else if (min != null) {
      long knownMinute = Math.floorDiv(knownUntilMs, MINUTE_MS);
      long firstWholeMinute = knownMinute - minutes;
      if (observedSinceMs > firstWholeMinute * MINUTE_MS) {
        state = State.UNKNOWN;
      } else if (last(minutes + 1).size() < min
          && in(knownMinute - minutes, knownMinute + 1).size() < min) {
        state = State.CRITICAL;
      }
    }
    return new Finding(
        key(Signal.VOLUME),
        state,
        (double) count,
        min == null && max == null ? null : Threshold.between(min, max),
        currentMinute() - minutes + 1,
        currentMinute() + 1,
        currentMinute() * MINUTE_MS,
        null,
        false,
        List.of());
  }

  // ---- compliance: how many events keep the contract

  private Finding compliance() {
    Slos.Compliance slo = contract.slos().compliance();
    int minutes = slo == null ? 60 : slo.windowMinutes();
    List<SeenEvent> window = last(minutes);
    long failed = window.stream().filter(SeenEvent::failed).count();
    Double rate = window.isEmpty() ? null : (double) (window.size() - failed) / window.size();
    State state = State.OK;
    int breaking = 0;
    if (slo != null) {
      double budget = 1 - slo.minRate();
      double tooFast = Math.min(1, 2 * budget);
      List<SeenEvent> five = last(Math.min(5, minutes));
      List<SeenEvent> two = last(2);
      boolean slow = rate != null && rate < slo.minRate();
      boolean burns =
          five.size() >= ENOUGH
              && fails(five, tooFast)
              && unlikely(five, budget)
              && fails(two, budget);
      boolean collapses =
          two.size() >= ENOUGH && fails(two, Math.max(0.5, tooFast)) && unlikely(two, budget);
      if (window.size() < ENOUGH) {
        state = State.UNKNOWN;
      } else if (slow || burns || collapses) {
        state = State.CRITICAL;
        breaking = collapses ? 2 : burns ? Math.min(5, minutes) : minutes;
      }
    }
    Finding.LeadingCause cause =
        state == State.CRITICAL ? leading(ObservedCause::failing, breaking, minutes) : null;
    return new Finding(
        key(Signal.COMPLIANCE),
        state,
        rate,
        slo == null ? null : Threshold.of(null, slo.minRate()),
        currentMinute() - minutes + 1,
        currentMinute() + 1,
        since(state, cause, breaking),
        cause,
        state == State.UNKNOWN && failed == 0,
        List.of());
  }

  private static boolean fails(List<SeenEvent> some, double share) {
    long failed = some.stream().filter(SeenEvent::failed).count();
    return failed > 0 && (double) failed / some.size() >= share - ROUNDING;
  }

  /** Whether the bound on the chance of so many failures or more, at this rate, is below 1e-4. */
  private static boolean unlikely(List<SeenEvent> some, double rate) {
    double n = some.size();
    double failed = some.stream().filter(SeenEvent::failed).count();
    double kept = n - failed;
    if (failed / n <= rate) {
      return false;
    }
    double bound = Math.pow(rate * n / failed, failed);
    if (kept > 0) {
      bound *= Math.pow((1 - rate) * n / kept, kept);
    }
    return bound <= 1e-4;
  }

  // ---- quality: how many rule evaluations pass

  private Finding quality() {
    Slos.Quality slo = contract.slos().quality();
    int minutes = slo == null ? 60 : slo.windowMinutes();
    List<SeenEvent> window = last(minutes);
    long evaluated = window.stream().mapToLong(SeenEvent::ruleEvaluations).sum();
    long passed = window.stream().mapToLong(SeenEvent::rulePasses).sum();
    Double rate = evaluated == 0 ? null : (double) passed / evaluated;
    State state = State.OK;
    if (slo != null && evaluated < ENOUGH) {
      state = State.UNKNOWN;
    } else if (slo != null && rate != null && rate < slo.minRate()) {
      state = State.CRITICAL;
    }
    Finding.LeadingCause cause =
        state == State.CRITICAL
            ? leading(c -> c.key().gate().equals("G5") && c.key().rule() != null, minutes, minutes)
            : null;
    return new Finding(
        key(Signal.QUALITY),
        state,
        rate,
        slo == null ? null : Threshold.of(null, slo.minRate()),
        currentMinute() - minutes + 1,
        currentMinute() + 1,
        since(state, cause, minutes),
        cause,
        state == State.UNKNOWN && passed == evaluated,
        List.of());
  }

  private long since(State state, Finding.@Nullable LeadingCause cause, int minutes) {
    if (state != State.CRITICAL) {
      return nowMs;
    }
    return cause == null
        ? (currentMinute() - minutes + 1) * MINUTE_MS
        : Math.min(nowMs, cause.firstSeenMs());
  }

  // ---- why

  /**
   * The cause that most events of the last {@code breaking} minutes have, and since when: back to
   * where it had paused for more than five minutes, but not beyond the last {@code window} minutes
   * or, where those are more, the last {@code breaking} ones.
   */
  private Finding.@Nullable LeadingCause leading(
      Predicate<ObservedCause> wanted, int breaking, int window) {
    long from = currentMinute() - breaking + 1;
    Map<CauseKey, Long> counts = new HashMap<>();
    Map<CauseKey, ObservedCause> first = new HashMap<>();
    for (SeenEvent event : last(breaking)) {
      for (ObservedCause cause : event.causes()) {
        if (wanted.test(cause)) {
          counts.merge(cause.key(), 1L, Long::sum);
          first.putIfAbsent(cause.key(), cause);
        }
      }
    }
    CauseKey leader = null;
    for (CauseKey key : counts.keySet()) {
      if (leader == null
          || counts.get(key) > counts.get(leader)
          || (counts.get(key).equals(counts.get(leader))
              && first.get(key).compareTo(first.get(leader)) < 0)) {
        leader = key;
      }
    }
    if (leader == null) {
      return null;
    }
    TreeMap<Long, Long> firstArrivals = new TreeMap<>();
    // A window of one minute is shorter than the two minutes in which a collapse shows.
    for (SeenEvent event : last(Math.max(window, breaking))) {
      for (ObservedCause cause : event.causes()) {
        if (cause.key().equals(leader) && wanted.test(cause)) {
          firstArrivals.merge(event.minute(), event.arrivalMs(), Math::min);
        }
      }
    }
    long began =
        firstArrivals.tailMap(from).values().stream().mapToLong(at -> at).min().orElseThrow();
    long reached = firstArrivals.tailMap(from).firstKey();
    for (long minute : firstArrivals.headMap(from, false).descendingKeySet()) {
      if (reached - minute > 6) {
        break;
      }
      reached = minute;
      began = firstArrivals.get(minute);
    }
    return new Finding.LeadingCause(leader, counts.get(leader), began);
  }
}
