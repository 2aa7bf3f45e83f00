package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.Slos;
import io.signalfactory.oracle.Finding;
import io.signalfactory.oracle.Oracle;
import io.signalfactory.oracle.OracleBreaches;
import io.signalfactory.oracle.SeenEvent;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.HourlyVolume;
import io.signalfactory.signal.ObservedSpan;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import io.signalfactory.signal.Terms;
import io.signalfactory.signal.Threshold;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.stream.report.SignalInput;
import io.signalfactory.stream.signals.StoredSignals;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * The processors against the {@link Oracle}: after whatever history, every state, window and breach
 * is what a plain look at all events says. Prints the shortest history that it finds to differ.
 */
class OracleTest {

  private static final File FOLDER = new File(System.getProperty("java.io.tmpdir"));

  @Provide
  Arbitrary<History> histories() {
    return HistoryArbitraries.histories();
  }

  @Property(tries = 2_000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  void agreesWithTheOracleOnEveryWindowStateAndBreach(@ForAll("histories") History history) {
    agrees(history)
        .forEach(
            comparison ->
                comparison.seen.forEach((what, yes) -> Statistics.label(what).collect(yes)));
    // A comparison of nothing agrees, too.
    for (String what : Comparison.WORTH_COMPARING) {
      Statistics.label(what).coverage(c -> c.check(true).percentage(p -> p >= 0.3));
    }
  }

  /** A history that the property found once in some thousand. */
  @Example
  void agreesWhereAWindowBecomesNarrowerAndWideAgain() {
    Slos wide = new Slos(null, List.of(), null, null, new Slos.Quality(0.95, 180));

    agrees(
        history(
            wide,
            new History.NewContract(0, Slos.NONE),
            new History.Traffic(0, History.EventKind.GOOD, "v1", 2, 1, 10),
            new History.Silence(124, 60),
            new History.Traffic(1, History.EventKind.GOOD, "v1", 7, 1, 10),
            new History.NewContract(0, wide)));
  }

  /** Another one. */
  @Example
  void agreesWhereACollapseShowsInMoreMinutesThanTheWindowHas() {
    agrees(
        history(
            new Slos(null, List.of(), null, new Slos.Compliance(0.95, 1), null),
            new History.Traffic(0, History.EventKind.FUTURE, "v1", 1, 1, 20),
            new History.Burst(0, History.EventKind.FUTURE, "v1", 20)));
  }

  private static History history(Slos slos, History.Move... moves) {
    return new History(1, 1, true, 1, 2, 0, slos, List.of(moves));
  }

  private static List<Comparison> agrees(History history) {
    HistoryRun run = new HistoryRun(history, FOLDER);
    run.play();
    List<Comparison> comparisons = new ArrayList<>();
    for (int p = 0; p < history.signalPartitions(); p++) {
      Comparison comparison = new Comparison(run, p);
      comparison.check();
      comparisons.add(comparison);
    }
    everyRecordHasItsEvidence(run);
    return comparisons;
  }

  /**
   * Whatever stops, is killed or lags: in the end every hour has the events and the judgement that
   * it has where nothing ever did, and no breach was opened that was not open there at that time.
   */
  @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  void endsAsIfNothingHadEverStopped(@ForAll("histories") History history) {
    HistoryRun disturbed = new HistoryRun(history, FOLDER);
    HistoryRun undisturbed = new HistoryRun(history, FOLDER, true);
    disturbed.play();
    undisturbed.play();
    for (int p = 0; p < history.signalPartitions(); p++) {
      SimulatedCluster.SignalsTask actual = disturbed.cluster().signals(p);
      SimulatedCluster.SignalsTask expected = undisturbed.cluster().signals(p);
      assertThat(hours(actual, disturbed)).isEqualTo(hours(expected, undisturbed));
      noBreachOfItsOwn(actual, expected);
    }
  }

  /** The hours that are judged in the end, with their events. */
  private static Map<String, String> hours(SimulatedCluster.SignalsTask task, HistoryRun run) {
    Map<String, String> hours = new TreeMap<>();
    SimulatedCluster.Round last = task.rounds().get(task.rounds().size() - 1);
    for (Contract contract : last.contracts().values()) {
      byte[] known = task.store(Names.DATASET_STORE).get(contract.urn());
      ObservedSpan observed = StoredSignals.observed(known);
      long hour = Math.floorDiv(last.nowMs(), 3_600_000L);
      for (long back = 0; back <= run.history().lateRetentionHours(); back++) {
        Instant start = Instant.ofEpochMilli((hour - back) * 3_600_000L);
        long minute = start.getEpochSecond() / 60;
        long events = task.events(contract.urn(), minute, minute + 60);
        State state = HourlyVolume.judge(start, events, new Terms(contract), observed);
        hours.put(contract.urn() + " " + start, events + " " + state);
      }
    }
    return hours;
  }

  private static void noBreachOfItsOwn(
      SimulatedCluster.SignalsTask actual, SimulatedCluster.SignalsTask expected) {
    Set<String> open = new HashSet<>();
    Map<String, Contract> contracts = Map.of();
    long changedAtMs = Long.MIN_VALUE;
    int next = 0;
    for (SimulatedCluster.Round round : actual.rounds()) {
      if (!round.contracts().equals(contracts)) {
        contracts = round.contracts();
        changedAtMs = round.nowMs();
      }
      while (next < expected.rounds().size()
          && expected.rounds().get(next).nowMs() <= round.nowMs()) {
        for (Breach breach : expected.rounds().get(next++).breaches()) {
          if (breach.status() == Breach.Status.RESOLVED) {
            open.remove(breach.key().text());
          } else {
            open.add(breach.key().text());
          }
        }
      }
      for (Breach breach : round.breaches()) {
        // A new limit is held against what was known when it came, which differs by some seconds.
        boolean newLimit = round.nowMs() - changedAtMs < 60_000;
        if (breach.status() == Breach.Status.OPEN && !newLimit) {
          assertThat(open)
              .as("%s at %s", breach.summary(), at(round))
              .contains(breach.key().text());
        }
      }
    }
  }

  private static String at(SimulatedCluster.Round round) {
    return Instant.ofEpochMilli(round.nowMs()).toString();
  }

  private static void everyRecordHasItsEvidence(HistoryRun run) {
    for (int p = 0; p < run.history().rawPartitions(); p++) {
      Map<Long, Integer> evidence = run.cluster().evidence(p);
      assertThat(evidence).as("Evidence of partition %d", p).hasSize(run.cluster().raw(p).size());
      if (run.history().exactlyOnce()) {
        assertThat(evidence.values())
            .as("Evidence of partition %d", p)
            .allMatch(times -> times == 1);
      }
    }
  }

  /** What one SIGNALS task said, compared with what it had to say. */
  private static final class Comparison {
    private final HistoryRun run;
    private final SimulatedCluster.SignalsTask task;
    private final OracleBreaches breaches = new OracleBreaches();
    private final Map<String, Long> knownSince = new HashMap<>();
    private final Map<String, Long> closedThrough = new HashMap<>();
    private final Map<SignalKey, Said> said = new HashMap<>();
    private final Map<String, Boolean> seen = new TreeMap<>();

    private static final List<String> WORTH_COMPARING =
        List.of(
            "an hour that missed a limit",
            "an hour that kept its limits",
            "a breach that resolved as late data",
            "a breach of freshness",
            "a breach of volume",
            "a breach of compliance",
            "a breach of quality",
            "an update",
            "a moment of being behind with a breach open");

    private Comparison(HistoryRun run, int partition) {
      this.run = run;
      this.task = run.cluster().signals(partition);
      WORTH_COMPARING.forEach(what -> seen.put(what, false));
    }

    private record Said(State state, @Nullable Long openedAt, @Nullable Threshold threshold) {}

    private void check() {
      SimulatedCluster.Round last = null;
      for (SimulatedCluster.Round round : task.rounds()) {
        Map<String, Breach> breachesLeft = new HashMap<>();
        round.breaches().forEach(b -> breachesLeft.put(b.key().text(), b));
        assertThat(breachesLeft)
            .as("one transition a signal and round")
            .hasSize(round.breaches().size());
        Map<String, SignalState> statesLeft = new HashMap<>();
        round.states().forEach(s -> statesLeft.put(s.key().text(), s));
        for (Contract contract : round.contracts().values()) {
          check(round, contract, breachesLeft, statesLeft);
        }
        assertThat(breachesLeft).as("breaches that nobody asked for").isEmpty();
        assertThat(statesLeft).as("states that nobody asked for").isEmpty();
        last = round;
      }
      if (last != null) {
        windows(last);
      }
    }

    private void check(
        SimulatedCluster.Round round,
        Contract contract,
        Map<String, Breach> breachesLeft,
        Map<String, SignalState> statesLeft) {
      List<SeenEvent> read = run.events(contract.urn(), round.visible());
      long known = knownSince.computeIfAbsent(contract.urn(), urn -> round.nowMs());
      long observedSince =
          Math.min(
              known, read.stream().mapToLong(SeenEvent::arrivalMs).min().orElse(Long.MAX_VALUE));
      boolean behind = behind(round);
      if (!behind) {
        nothingOldIsUnread(round);
      }
      Oracle oracle =
          new Oracle(contract, read, observedSince, behind, knownUntil(round), round.nowMs());
      List<Finding> findings = oracle.findings();
      for (OracleBreaches.Said expected :
          breaches.next(findings, oracle, contract, round.nowMs())) {
        Breach actual = breachesLeft.remove(expected.key().text());
        same(round, expected, actual);
      }
      Set<SignalKey> judged = new HashSet<>();
      for (Finding finding : findings) {
        judged.add(finding.key());
        if (behind && breaches.isOpen(finding.key())) {
          seen.put("a moment of being behind with a breach open", true);
        }
        same(round, finding, statesLeft.remove(finding.key().text()));
      }
      for (SignalKey key : List.copyOf(said.keySet())) {
        if (key.datasetUrn().equals(contract.urn()) && !judged.contains(key)) {
          said.remove(key);
          assertThat(round.cleared()).contains(key.text());
        }
      }
    }

    // ---- states

    private void same(
        SimulatedCluster.Round round, Finding expected, @Nullable SignalState actual) {
      Said now =
          new Said(
              expected.state(),
              breaches.isOpen(expected.key()) ? breaches.openedAtMs(expected.key()) : null,
              expected.threshold());
      Said before = said.put(expected.key(), now);
      String what = at(round) + " " + expected.key().text();
      if (actual == null) {
        assertThat(before).as("%s is said", what).isEqualTo(now);
        return;
      }
      assertThat(actual.state()).as("%s: %s", what, actual.reason()).isEqualTo(expected.state());
      sameValue(what, actual.observed().value(), expected.value());
      assertThat(actual.threshold()).as(what).isEqualTo(expected.threshold());
      assertThat(actual.breachId() != null)
          .as("%s has a breach", what)
          .isEqualTo(now.openedAt() != null);
      if (expected.fromMinute() != null) {
        assertThat(actual.window().start()).as(what).isEqualTo(minute(expected.fromMinute()));
        assertThat(actual.window().end()).as(what).isEqualTo(minute(expected.toMinute()));
      }
      if (actual.details().get("last_hour") instanceof Map<?, ?> hour) {
        sameHour(round, what, actual.key().datasetUrn(), hour);
      }
    }

    private static void sameValue(String what, @Nullable Double actual, @Nullable Double expected) {
      if (expected == null || actual == null) {
        assertThat(actual).as(what).isEqualTo(expected);
      } else {
        assertThat(actual).as(what).isCloseTo(expected, within(1e-9));
      }
    }

    // ---- calendar hours

    private void sameHour(SimulatedCluster.Round round, String what, String urn, Map<?, ?> hour) {
      Instant start = Instant.parse((String) hour.get("start"));
      Instant end = start.plus(Duration.ofHours(1));
      Contract contract = round.contracts().get(urn);
      long complete = end.plus(contract.dataset().grace()).toEpochMilli();
      for (int p = 0; p < run.history().rawPartitions(); p++) {
        long visible = round.visible().getOrDefault(p, 0L);
        List<SimulatedCluster.RawEvent> log = run.cluster().raw(p);
        assertThat(visible >= log.size() || log.get((int) visible).timestampMs() >= complete)
            .as("%s: partition %d is read past %s before the hour is judged", what, p, end)
            .isTrue();
      }
      assertThat(round.nowMs()).as(what).isGreaterThanOrEqualTo(complete);
      long events =
          run.events(urn, round.visible()).stream()
              .filter(e -> e.countedAtMs() >= start.toEpochMilli())
              .filter(e -> e.countedAtMs() < end.toEpochMilli())
              .count();
      var slo = contract.slos().volume();
      boolean missed =
          slo != null
              && ((slo.minEventsPerHour() != null && events < slo.minEventsPerHour())
                  || (slo.maxEventsPerHour() != null && events > slo.maxEventsPerHour()));
      assertThat(hour.get("events")).as("%s: events of the hour", what).isEqualTo(events);
      seen.put("an hour that " + (missed ? "missed a limit" : "kept its limits"), true);
      assertThat(hour.get("state")).as(what).isEqualTo(missed ? "CRITICAL" : "OK");
      long closed = closedThrough.getOrDefault(urn, Long.MIN_VALUE);
      assertThat(end.toEpochMilli())
          .as("%s: no hour is opened again", what)
          .isGreaterThanOrEqualTo(closed);
      closedThrough.put(urn, end.toEpochMilli());
    }

    /** What is kept of the last hours is what happened. */
    private void windows(SimulatedCluster.Round round) {
      for (Contract contract : round.contracts().values()) {
        List<SeenEvent> read = run.events(contract.urn(), round.visible());
        long current = Math.floorDiv(round.nowMs(), 60_000);
        for (long minute = current - 60; minute <= current; minute++) {
          long at = minute;
          assertThat(task.events(contract.urn(), minute, minute + 1))
              .as("%s events of minute %s", contract.urn(), minute(minute))
              .isEqualTo(
                  read.stream().filter(e -> Math.floorDiv(e.countedAtMs(), 60_000) == at).count());
        }
      }
    }

    // ---- breaches

    private void same(
        SimulatedCluster.Round round, OracleBreaches.Said expected, @Nullable Breach actual) {
      String what = at(round) + " " + expected.key().text() + " " + expected.status();
      if (actual == null) {
        fail("%s is not said", what);
      }
      assertThat(actual.status()).as(what).isEqualTo(expected.status());
      assertThat(actual.severity()).as(what).isEqualTo(expected.severity());
      assertThat(actual.openedAt().toEpochMilli())
          .as("%s opened: %s", what, actual.summary())
          .isEqualTo(expected.openedAtMs());
      assertThat(actual.detectedAt().toEpochMilli()).as(what).isEqualTo(expected.detectedAtMs());
      assertThat(actual.resolvedAt() == null ? null : actual.resolvedAt().toEpochMilli())
          .as(what)
          .isEqualTo(expected.resolvedAtMs());
      seen.put("a breach of " + expected.key().signal().label(), true);
      if (expected.status() == Breach.Status.UPDATED) {
        seen.put("an update", true);
      }
      if (expected.lateData()) {
        seen.put("a breach that resolved as late data", true);
      }
      sameValue(what, actual.observed().value(), expected.value());
      assertThat(actual.affectedConsumers()).as(what).isEqualTo(expected.affected());
      assertThat(actual.summary().contains("late data")).as(what).isEqualTo(expected.lateData());
      if (expected.cause() != null) {
        var leading = actual.causes().get(0);
        assertThat(leading.key()).as(what).isEqualTo(expected.cause().key());
        assertThat(leading.count()).as(what).isEqualTo(expected.cause().count());
        assertThat(leading.firstSeen().toEpochMilli())
            .as(what)
            .isEqualTo(expected.cause().firstSeenMs());
      }
    }

    // ---- whether all has been read

    private boolean behind(SimulatedCluster.Round round) {
      for (int p = 0; p < run.history().rawPartitions(); p++) {
        SignalInput.Progress report = round.reports().get(p);
        if (report == null
            || !report.caughtUp()
            || round.nowMs() - report.reportedAtMs() > 14_000) {
          return true;
        }
      }
      return false;
    }

    /** What the reports claim to have read past; that they may is checked. */
    private long knownUntil(SimulatedCluster.Round round) {
      long until = round.nowMs();
      for (int p = 0; p < run.history().rawPartitions(); p++) {
        SignalInput.Progress report = round.reports().get(p);
        if (report == null || report.readPastMs() == Long.MIN_VALUE) {
          return Instant.EPOCH.toEpochMilli();
        }
        long visible = round.visible().getOrDefault(p, 0L);
        List<SimulatedCluster.RawEvent> log = run.cluster().raw(p);
        if (visible < log.size()) {
          assertThat(log.get((int) visible).timestampMs())
              .as("%s: the oldest unread record of partition %d", at(round), p)
              .isGreaterThanOrEqualTo(report.readPastMs());
        }
        until = Math.min(until, report.readPastMs());
      }
      return until;
    }

    private void nothingOldIsUnread(SimulatedCluster.Round round) {
      for (int p = 0; p < run.history().rawPartitions(); p++) {
        long visible = round.visible().getOrDefault(p, 0L);
        List<SimulatedCluster.RawEvent> log = run.cluster().raw(p);
        if (visible < log.size()) {
          assertThat(log.get((int) visible).timestampMs())
              .as("%s: the oldest unread record of partition %d", at(round), p)
              .isGreaterThan(round.nowMs() - HistoryRun.CAUGHT_UP_AFTER_MS);
        }
      }
    }

    private static Instant minute(long minute) {
      return Instant.ofEpochSecond(minute * 60);
    }
  }
}
