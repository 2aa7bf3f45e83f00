package io.signalfactory.past;

import io.signalfactory.tally.CountedRule;
import io.signalfactory.tally.Counts;
import io.signalfactory.tally.RuleTotals;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/** Generators of what is kept of the past. */
final class PastDomain extends DomainContextBase {

  @Provide
  Arbitrary<WorstStates> worst() {
    return Arbitraries.integers().between(0, WorstStates.LARGEST).map(WorstStates::new);
  }

  @Provide
  Arbitrary<Judged> judged() {
    return Combinators.combine(
            Arbitraries.integers().between(0, HourTrack.SECONDS),
            Arbitraries.integers().between(Judged.NO_STALENESS, Integer.MAX_VALUE),
            worst())
        .as(Judged::new);
  }

  /** Mostly quiet, as most hours are. */
  @Provide
  Arbitrary<HourTrack> track() {
    Arbitrary<Judged> minutes =
        Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.just(Judged.NOTHING)),
            Tuple.of(4, Arbitraries.just(new Judged(60, 12, new WorstStates(156)))),
            Tuple.of(3, judged()));
    return Combinators.combine(
            Arbitraries.longs(),
            minutes.list().ofSize(HourTrack.MINUTES),
            Arbitraries.longs().between(0, 3).list().ofSize(HourTrack.MINUTES))
        .as(PastDomain::track);
  }

  private static HourTrack track(long countedThrough, List<Judged> minutes, List<Long> late) {
    List<Judged> happened =
        minutes.stream().map(minute -> minute.happened() ? minute : Judged.NOTHING).toList();
    return HourTrack.of(
        countedThrough,
        happened.stream().mapToInt(Judged::seconds).toArray(),
        happened.stream().mapToInt(Judged::staleness).toArray(),
        happened.stream().mapToInt(minute -> minute.worst().code()).toArray(),
        late.stream().mapToLong(Long::longValue).toArray());
  }

  static Arbitrary<Counts> counts() {
    Arbitrary<Long> number = Arbitraries.longs().between(0, 1L << 40);
    return Combinators.combine(number, number, number, number, number).as(Counts::new);
  }

  static Arbitrary<RuleTotals> rules() {
    Arbitrary<Long> number = Arbitraries.longs().between(0, 1_000_000);
    return Combinators.combine(
            Arbitraries.of("amount-positive", "größe ☃", "id-unique", CountedRule.OTHERS),
            number,
            number)
        .as(CountedRule::new)
        .list()
        .ofMaxSize(4)
        .map(RuleTotals::of);
  }

  @Provide
  Arbitrary<HourCount> hourCount() {
    Arbitrary<Long> number = Arbitraries.longs().between(0, 1L << 40);
    Arbitrary<Usual> usual = Combinators.combine(number, number, number).as(Usual::new);
    return Combinators.combine(
            Combinators.combine(counts(), rules()).as(Counted::new),
            counts().injectDuplicates(0.1).map(c -> c.events() % 2 == 0 ? Counts.ZERO : c),
            usual.injectNull(0.5))
        .as(HourCount::new);
  }

  @Provide
  Arbitrary<RollupDay> day() {
    return Combinators.combine(hourCount().injectNull(0.3), judged().injectNull(0.3))
        .as(RollupHour::new)
        .list()
        .ofSize(RollupDay.HOURS)
        .map(RollupDay::new);
  }

  @Provide
  Arbitrary<Strip> strip() {
    return Combinators.combine(
            Arbitraries.longs().between(-100, 1_000_000),
            Arbitraries.bytes()
                .between((byte) 0, (byte) Strip.LARGEST_RANK)
                .array(byte[].class)
                .ofSize(Strip.HOURS))
        .as(Strip::of);
  }
}
