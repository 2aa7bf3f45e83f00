package io.signalfactory.stream.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.stream.MapStore;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.stream.report.SignalInput;
import io.signalfactory.tally.SourcePartition;
import io.signalfactory.tally.TallySnapshot;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.kafka.common.utils.Bytes;

class MinuteStoreTest {

  private static final String URN = "urn:dp:orders:created";

  @Property
  void mergesWithMinutesAtHandAsItDoesWithout(@ForAll("steps") List<Step> steps) {
    // given
    MapStore<Bytes> withThem = new MapStore<>(Names.MINUTE_STORE);
    MapStore<Bytes> withoutThem = new MapStore<>(Names.MINUTE_STORE);
    LatestMinutes latest = new LatestMinutes();

    for (Step step : steps) {
      // when
      if (step.forget()) {
        latest.forgetBefore(step.partial().minute());
        new MinuteStore(withThem).expire(URN, step.partial().minute(), 100);
        new MinuteStore(withoutThem).expire(URN, step.partial().minute(), 100);
      } else {
        var merged = new MinuteStore(withThem).merge(URN, latest, step.partial());
        // then
        assertThat(merged)
            .isEqualTo(
                new MinuteStore(withoutThem).merge(URN, new LatestMinutes(), step.partial()));
      }
    }
    assertThat(entries(withThem)).isEqualTo(entries(withoutThem));
  }

  private static List<String> entries(MapStore<Bytes> store) {
    return store.content().entrySet().stream()
        .map(entry -> entry.getKey() + "=" + Bytes.wrap(entry.getValue()))
        .toList();
  }

  record Step(boolean forget, SignalInput.Partial partial) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<SignalInput.Partial> partials =
        Combinators.combine(
                Arbitraries.integers().between(0, 2),
                Arbitraries.longs().between(100, 106),
                Arbitraries.longs().between(1, 9))
            .as(
                (partition, minute, events) ->
                    new SignalInput.Partial(
                        new SourcePartition("raw.orders", partition),
                        minute,
                        TallySnapshot.ofCount(
                            events, events, minute * 60_000, minute * 60_000 + events)));
    return Combinators.combine(
            Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.just(false)), Tuple.of(1, Arbitraries.just(true))),
            partials)
        .as(Step::new)
        .list()
        .ofMaxSize(40);
  }
}
