package io.signalfactory.tally;

import io.signalfactory.gate.RuleResults;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Generators of tallies, buckets and totals for property tests. */
final class TallyDomain extends DomainContextBase {

  private static final List<String> CODES =
      List.of("MISSING_REQUIRED_FIELD", "WRONG_TYPE", "RULE_FAILED");

  static Arbitrary<ObservedCause> causes() {
    return Combinators.combine(
            Arbitraries.of("orders-svc", "pay-svc", "größe ☃").injectNull(0.2),
            Arbitraries.of("v1", "v2").injectNull(0.2),
            Arbitraries.of("G4", "G5"),
            Arbitraries.of(CODES),
            Arbitraries.of("a", "a.b").injectNull(0.3),
            Arbitraries.of("r1").injectNull(0.5),
            Arbitraries.of(true, false))
        .as(
            (service, version, gate, code, field, rule, failing) ->
                new ObservedCause(
                    new CauseKey(service, version, gate, code, field, rule), failing));
  }

  /** The rules of three versions of a contract, which drop, add and reorder them. */
  private static final List<List<String>> RULES =
      List.of(List.of(), List.of("r1", "r2", "r3"), List.of("r3", "größe ☃", "r1", "r4"));

  static Arbitrary<RuleResults> ruleResults() {
    return Combinators.combine(
            Arbitraries.of(RULES), Arbitraries.integers().between(0, 15), Arbitraries.integers())
        .as(
            (rules, bits, which) -> {
              List<Integer> broken = new ArrayList<>();
              List<Integer> unanswered = new ArrayList<>();
              for (int i = 0; i < rules.size(); i++) {
                if ((bits >> i & 1) == 1) {
                  ((which >> i & 1) == 1 ? broken : unanswered).add(i);
                }
              }
              return new RuleResults(rules, broken, unanswered);
            });
  }

  /**
   * The results of {@code evaluated} rules, of which all but the first {@code passed} are broken.
   */
  static RuleResults rules(int evaluated, int passed) {
    List<String> names = new ArrayList<>();
    List<Integer> broken = new ArrayList<>();
    for (int i = 0; i < evaluated; i++) {
      names.add("rule" + i);
      if (i >= passed) {
        broken.add(i);
      }
    }
    return new RuleResults(names, broken, List.of());
  }

  static Arbitrary<Sample> samples() {
    return Combinators.combine(
            Arbitraries.of("raw.orders", "raw.pay"),
            Arbitraries.integers().between(0, 3),
            Arbitraries.longs().between(0, 1_000_000),
            Arbitraries.of("evd-1", "evd-2"),
            Arbitraries.of("t1", "t2").injectNull(0.5))
        .as(Sample::new);
  }

  static Arbitrary<Observation> observations() {
    Supplier<Arbitrary<List<ObservedCause>>> several = () -> causes().list().ofMaxSize(3);
    return Combinators.combine(
            Arbitraries.longs().between(1_700_000_000_000L, 1_700_000_060_000L),
            Arbitraries.longs()
                .between(1_700_000_000_000L, 1_700_000_060_000L)
                .injectDuplicates(0.1)
                .map(time -> time % 7 == 0 ? Long.MIN_VALUE : time),
            ruleResults(),
            Arbitraries.of("orders-svc", "pay-svc").injectNull(0.2),
            Arbitraries.of("v1", "v2", "v3").injectNull(0.2),
            Arbitraries.integers().between(0, (1 << Mark.values().length) - 1),
            Combinators.combine(Arbitraries.lazy(several), samples()).as(Caused::new))
        .as(
            (arrival, eventTime, rules, service, version, marks, caused) ->
                new Observation(
                    0,
                    arrival,
                    eventTime,
                    caused.causes().stream().anyMatch(ObservedCause::failing),
                    caused.causes().stream().noneMatch(ObservedCause::failing)
                        && !caused.causes().isEmpty(),
                    rules,
                    service,
                    version,
                    marks,
                    caused.causes(),
                    caused::sample));
  }

  private record Caused(List<ObservedCause> causes, Sample sample) {}

  static Tally tallyOf(List<Observation> observations) {
    Tally tally = new Tally();
    numbered(observations).forEach(one -> count(tally, one));
    return tally;
  }

  /** Counts as ENFORCE does, for a record that arrives in the minute of its event time. */
  static void count(Tally tally, Observation observation) {
    tally.add(observation);
    if (observation.eventTimeMs() != Long.MIN_VALUE) {
      long lagMs = observation.arrivalMs() - observation.eventTimeMs();
      tally.addArrival(observation.offset(), lagMs, lagMs > 20_000);
    }
  }

  /** The observations with the offsets 0, 1, 2… */
  static List<Observation> numbered(List<Observation> observations) {
    List<Observation> numbered = new ArrayList<>();
    for (Observation observation : observations) {
      numbered.add(
          new Observation(
              numbered.size(),
              observation.arrivalMs(),
              observation.eventTimeMs(),
              observation.failed(),
              observation.warned(),
              observation.rules(),
              observation.service(),
              observation.version(),
              observation.marks(),
              observation.causes(),
              observation.sample()));
    }
    return numbered;
  }

  @Provide
  Arbitrary<Observation> observation() {
    return observations();
  }

  @Provide
  Arbitrary<TallySnapshot> snapshot() {
    return observations().list().ofMaxSize(30).map(TallyDomain::tallyOf).map(Tally::snapshot);
  }

  @Provide
  Arbitrary<SourcePartition> source() {
    return Combinators.combine(
            Arbitraries.of("raw.orders", "raw.pay"), Arbitraries.integers().between(0, 2))
        .as(SourcePartition::new);
  }

  @Provide
  Arbitrary<MinuteBucket> bucket() {
    return Arbitraries.maps(source(), snapshot()).ofMaxSize(4).map(MinuteBucket::of);
  }

  /** With so few causes that the sum of three of them drops none. */
  @Provide
  Arbitrary<Totals> totals() {
    return observations()
        .list()
        .ofMaxSize(8)
        .map(TallyDomain::tallyOf)
        .map(tally -> tally.snapshot().totals());
  }
}
