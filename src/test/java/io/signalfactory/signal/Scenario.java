package io.signalfactory.signal;

import io.signalfactory.baseline.HourHistory;
import io.signalfactory.baseline.HourlyBaseline;
import io.signalfactory.contract.Contract;
import io.signalfactory.contract.DatasetSelector;
import io.signalfactory.contract.FieldSet;
import io.signalfactory.contract.QualityRule;
import io.signalfactory.contract.SchemaReference;
import io.signalfactory.contract.Slos;
import io.signalfactory.deployment.Deployment;
import io.signalfactory.tally.CauseKey;
import io.signalfactory.tally.CountedCause;
import io.signalfactory.tally.CountedRule;
import io.signalfactory.tally.Counts;
import io.signalfactory.tally.LagTotals;
import io.signalfactory.tally.MinuteRange;
import io.signalfactory.tally.MinuteSeries;
import io.signalfactory.tally.ObservedCause;
import io.signalfactory.tally.RuleTotals;
import io.signalfactory.tally.Sample;
import io.signalfactory.tally.Tally;
import io.signalfactory.tally.Totals;
import io.signalfactory.tally.VersionHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Builds what is known of a dataset, step by step, and judges it. */
final class Scenario {

  static final String URN = "urn:dp:orders:created";

  private static final Archive NOTHING_STORED =
      new Archive() {
        @Override
        public long events(long fromMinute, long toMinute) {
          return 0;
        }

        @Override
        public @Nullable Instant lastResolvedAt(SignalKey key) {
          return null;
        }

        @Override
        public @Nullable Deployment deploymentBehind(
            String service, @Nullable String version, Instant began) {
          return null;
        }
      };

  private final MinuteSeries minutes = new MinuteSeries();
  private @Nullable Contract contract;
  private Instant closedThrough = Instant.parse("2026-01-14T13:00:00Z");
  private Instant observedSince = Instant.parse("2026-01-01T00:00:00Z");
  private @Nullable Instant sourceCreatedAgain;
  private @Nullable Instant latestEventTime;
  private @Nullable Instant firstArrival;
  private ObserverProgress progress = ObserverProgress.CAUGHT_UP;
  private Archive archive = NOTHING_STORED;
  private BaselineSource baselines = (hour, how) -> HourlyBaseline.of(new HourHistory(hour), how);

  private Scenario() {}

  static Scenario withoutContract() {
    return new Scenario();
  }

  static Scenario with(Slos slos) {
    return withTier(1, slos);
  }

  static Scenario withTier(int tier, Slos slos) {
    Scenario scenario = new Scenario();
    scenario.contract = contract(tier, slos);
    return scenario;
  }

  /** A contract with these quality rules. */
  static Scenario with(Slos slos, List<QualityRule> rules) {
    Scenario scenario = new Scenario();
    scenario.contract = contract(1, slos, rules);
    return scenario;
  }

  static Contract contract(int tier, Slos slos) {
    return contract(tier, slos, List.of());
  }

  private static Contract contract(int tier, Slos slos, List<QualityRule> rules) {
    return new Contract(
        "orders.created",
        "3",
        "orders-team",
        tier,
        new DatasetSelector(
            URN,
            "raw.orders.events",
            null,
            null,
            null,
            DatasetSelector.DEFAULT_FUTURE_TOLERANCE,
            DatasetSelector.DEFAULT_LATE_RETENTION,
            DatasetSelector.DEFAULT_GRACE),
        SchemaReference.ABSENT,
        new FieldSet(List.of(), FieldSet.Additional.ALLOW),
        rules,
        slos);
  }

  static Slos freshness(Duration max, @Nullable Duration warning, Slos.ConsumerFreshness... more) {
    return new Slos(new Slos.Freshness(max, warning), List.of(more), null, null, null);
  }

  static Slos volume(@Nullable Long min, @Nullable Long max, int windowMinutes) {
    return new Slos(null, List.of(), new Slos.Volume(min, max, windowMinutes, null), null, null);
  }

  static Slos compliance(double minRate, int windowMinutes) {
    return new Slos(null, List.of(), null, new Slos.Compliance(minRate, windowMinutes), null);
  }

  static Slos quality(double minRate, int windowMinutes) {
    return new Slos(null, List.of(), null, null, new Slos.Quality(minRate, windowMinutes));
  }

  /** The baselines are learnt from what {@code history} puts in. */
  Scenario history(Consumer<HourHistory> history) {
    baselines =
        (hour, how) -> {
          HourHistory before = new HourHistory(hour);
          history.accept(before);
          return HourlyBaseline.of(before, how);
        };
    return this;
  }

  /** What else is stored of the dataset. */
  Scenario stored(Archive beyond) {
    archive = beyond;
    return this;
  }

  /** Replaces the contract; null retires it. */
  Scenario nowWith(@Nullable Slos slos) {
    contract = slos == null ? null : contract(1, slos);
    return this;
  }

  Scenario knownSince(String instant) {
    observedSince = Instant.parse(instant);
    return this;
  }

  Scenario latestEvent(String instant) {
    latestEventTime = Instant.parse(instant);
    firstArrival = observedSince;
    return this;
  }

  Scenario firstArrival(String instant) {
    firstArrival = Instant.parse(instant);
    return this;
  }

  Scenario behind(String reason) {
    progress = new ObserverProgress.Behind(reason);
    return this;
  }

  /** The minute at {@code instant} has these events; the failed ones have the cause {@code key}. */
  Scenario minute(String instant, long events, long failed, @Nullable CauseKey key) {
    return minute(MinuteRange.minuteOf(Instant.parse(instant)), events, failed, key);
  }

  /** Each of {@code count} minutes from {@code instant} on has these events. */
  Scenario minutes(String instant, int count, long events, long failed, @Nullable CauseKey key) {
    long first = MinuteRange.minuteOf(Instant.parse(instant));
    for (int i = 0; i < count; i++) {
      minute(first + i, events, failed, key);
    }
    return this;
  }

  /** The minute at {@code instant} has these rule evaluations. */
  Scenario rules(String instant, long evaluations, long passes, CauseKey key, boolean failing) {
    long minute = MinuteRange.minuteOf(Instant.parse(instant));
    long missed = evaluations - passes;
    minutes.put(
        minute,
        new Totals(
            new Counts(
                evaluations, failing ? missed : 0, failing ? 0 : missed, evaluations, passes),
            missed == 0 ? List.of() : List.of(counted(minute, missed, key, failing)),
            RuleTotals.of(
                List.of(new CountedRule(Objects.requireNonNull(key.rule()), evaluations, missed))),
            LagTotals.NONE));
    return this;
  }

  /** In the minute at {@code instant} events with these lags arrived. */
  Scenario arrivals(String instant, long graceSeconds, long... lagSeconds) {
    Tally tally = new Tally();
    for (int i = 0; i < lagSeconds.length; i++) {
      tally.addArrival(i, lagSeconds[i] * 1_000, lagSeconds[i] > graceSeconds);
    }
    minutes.put(
        MinuteRange.minuteOf(Instant.parse(instant)),
        new Totals(Counts.ZERO, List.of(), RuleTotals.NONE, tally.snapshot().lags()));
    return this;
  }

  private Scenario minute(long minute, long events, long failed, @Nullable CauseKey key) {
    firstArrival = observedSince;
    minutes.put(
        minute,
        new Totals(
            new Counts(events, failed, 0, 0, 0),
            key == null ? List.of() : List.of(counted(minute, failed, key, true))));
    return this;
  }

  /** A cause whose first event arrived seven seconds into the minute. */
  private static CountedCause counted(long minute, long count, CauseKey key, boolean failing) {
    long firstSeenMs = MinuteRange.startOf(minute).plusSeconds(7).toEpochMilli();
    return new CountedCause(
        new ObservedCause(key, failing),
        count,
        0,
        firstSeenMs,
        new Sample("raw.orders.events", 3, minute, "evd-" + minute, null));
  }

  /** All calendar hours up to this time are closed; without a call, those up to 13:00. */
  Scenario closedThrough(String instant) {
    closedThrough = Instant.parse(instant);
    return this;
  }

  /** A raw topic of the dataset was deleted, and created again at {@code instant}. */
  Scenario sourceCreatedAgain(String instant) {
    sourceCreatedAgain = Instant.parse(instant);
    return this;
  }

  /** The view if everything that has arrived is counted. */
  DatasetView view() {
    return view(Instant.MAX);
  }

  DatasetView view(Instant knownUntil) {
    return new DatasetView(
        URN,
        new Terms(contract),
        new ObservedSpan(observedSince, closedThrough),
        latestEventTime,
        firstArrival,
        sourceCreatedAgain,
        minutes,
        progress,
        knownUntil,
        VersionHistory.EMPTY,
        baselines,
        archive);
  }

  /** All judgements at {@code instant}. */
  List<Judgement> judgedAt(String instant) {
    return Judges.judge(view(Instant.parse(instant)), Instant.parse(instant));
  }

  /** The dataset's own judgement of one signal at {@code instant}. */
  Judgement judgedAt(Signal signal, String instant) {
    return judgedAt(instant).stream()
        .filter(one -> one.key().equals(new SignalKey(URN, signal, null)))
        .findFirst()
        .orElseThrow();
  }
}
