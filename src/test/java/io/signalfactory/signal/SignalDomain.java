package io.signalfactory.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Tallies, buckets and totals as jqwik makes them up. */
final class SignalDomain extends DomainContextBase {

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
            Arbitraries.integers().between(0, 4),
            Arbitraries.of("orders-svc", "pay-svc").injectNull(0.2),
            Arbitraries.of("v1", "v2", "v3").injectNull(0.2),
            Arbitraries.lazy(several),
            samples())
        .as(
            (arrival, eventTime, rules, service, version, causes, sample) ->
                new Observation(
                    0,
                    arrival,
                    eventTime,
                    causes.stream().anyMatch(ObservedCause::failing),
                    causes.stream().noneMatch(ObservedCause::failing) && !causes.isEmpty(),
                    rules,
                    rules / 2,
                    service,
                    version,
                    causes,
                    sample));
  }

  static Tally tallyOf(List<Observation> observations) {
    Tally tally = new Tally();
    numbered(observations).forEach(tally::add);
    return tally;
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
              observation.ruleEvaluations(),
              observation.rulePasses(),
              observation.service(),
              observation.version(),
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
  Arbitrary<Tally> tally() {
    return observations().list().ofMaxSize(30).map(SignalDomain::tallyOf);
  }

  @Provide
  Arbitrary<SourcePartition> source() {
    return Combinators.combine(
            Arbitraries.of("raw.orders", "raw.pay"), Arbitraries.integers().between(0, 2))
        .as(SourcePartition::new);
  }

  @Provide
  Arbitrary<MinuteBucket> bucket() {
    return Arbitraries.maps(source(), tally()).ofMaxSize(4).map(MinuteBucket::of);
  }

  /** Few enough causes that no sum of three reaches the bound. */
  @Provide
  Arbitrary<Totals> totals() {
    return observations().list().ofMaxSize(8).map(SignalDomain::tallyOf).map(Totals::of);
  }
}
