package io.signalfactory.stream.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.past.Counted;
import io.signalfactory.past.HourCount;
import io.signalfactory.past.HourTrackCodec;
import io.signalfactory.past.RollupDayCodec;
import io.signalfactory.stream.MapStore;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.stream.report.SignalInput;
import io.signalfactory.tally.CountedRule;
import io.signalfactory.tally.Counts;
import io.signalfactory.tally.LagTotals;
import io.signalfactory.tally.RuleTotals;
import io.signalfactory.tally.Senders;
import io.signalfactory.tally.SourcePartition;
import io.signalfactory.tally.TallySnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.utils.Bytes;

/**
 * What is kept of an hour is what was counted of it, whenever the hour was closed and in whatever
 * order the partials came.
 */
class PastProperties {

  private static final String URN = "urn:dp:orders:created";
  private static final long HOUR = 491_000;
  private static final long FIRST_MINUTE = HOUR * 60;
  private static final int MINUTES = 60;

  /** An event of the hour. */
  record Event(int minute, int partition, boolean failed, List<String> evaluated, int broken) {

    Counted counted() {
      List<CountedRule> rules = new ArrayList<>();
      for (int i = 0; i < evaluated.size(); i++) {
        rules.add(new CountedRule(evaluated.get(i), 1, i < broken ? 1 : 0));
      }
      int breaks = Math.min(broken, evaluated.size());
      return new Counted(
          new Counts(1, failed ? 1 : 0, 0, evaluated.size(), evaluated.size() - breaks),
          RuleTotals.of(rules));
    }
  }

  /** What a raw partition has counted of a minute so far. */
  private static final class Source {
    private Counted sum = Counted.NOTHING;
    private long offset = -1;

    SignalInput.Partial with(Event event, long minute) {
      sum = sum.plus(event.counted());
      offset++;
      return new SignalInput.Partial(
          new SourcePartition("raw.orders", event.partition()),
          minute,
          new TallySnapshot(
              offset,
              -1,
              sum.counts().events(),
              sum.counts().failed(),
              0,
              minute * 60_000,
              minute * 60_000,
              Map.of(),
              List.of(),
              sum.rules(),
              LagTotals.NONE,
              Senders.NONE));
    }
  }

  /** The partials that ENFORCE reports, one after each event. */
  private static List<SignalInput.Partial> partials(List<Event> events) {
    Map<List<Integer>, Source> sources = new HashMap<>();
    List<SignalInput.Partial> partials = new ArrayList<>();
    for (Event event : events) {
      Source source =
          sources.computeIfAbsent(
              List.of(event.minute(), event.partition()), place -> new Source());
      partials.add(source.with(event, FIRST_MINUTE + event.minute()));
    }
    return partials;
  }

  private static Counted sum(List<Event> events) {
    return events.stream().map(Event::counted).reduce(Counted.NOTHING, Counted::plus);
  }

  /** The stores of one try, and what writes them. */
  private static final class Stores {
    private final MapStore<Bytes> trackStore = new MapStore<>(Names.TRACK_STORE);
    private final MapStore<Bytes> rollupStore = new MapStore<>(Names.ROLLUP_STORE);
    private final MinuteStore minutes = new MinuteStore(new MapStore<>(Names.MINUTE_STORE));
    private final Past past = new Past(new TrackStore(trackStore), new RollupStore(rollupStore));

    private void onTime(SignalInput.Partial partial) {
      minutes.merge(URN, new LatestMinutes(), partial);
    }

    private void close() {
      past.closed(URN, HOUR, minutes.counted(URN, FIRST_MINUTE, FIRST_MINUTE + MINUTES), null);
    }

    private HourCount kept() {
      byte[] day = Objects.requireNonNull(rollupStore.get(RollupStore.key(URN, HOUR)));
      return Objects.requireNonNull(
          RollupDayCodec.decode(day).hour(Math.floorMod(HOUR, 24)).count());
    }

    private void late(SignalInput.Partial partial) {
      MinuteStore.Merged merged = minutes.merge(URN, new LatestMinutes(), partial);
      past.amended(
          URN,
          partial.minute(),
          MinuteStore.counted(merged.before()),
          MinuteStore.counted(merged.after()));
    }

    private long lateByMinute() {
      byte[] track = trackStore.get(MinuteKey.of(URN, HOUR));
      long sum = 0;
      for (int i = 0; track != null && i < MINUTES; i++) {
        sum += HourTrackCodec.decode(track).late(i);
      }
      return sum;
    }
  }

  @Property
  void anHourIsTheSumOfItsEventsWheneverItIsClosed(
      @ForAll("events") List<Event> events, @ForAll @IntRange(max = 40) int closedAfter) {
    // given
    List<SignalInput.Partial> partials = partials(events);
    int onTime = Math.min(closedAfter, partials.size());
    Stores stores = new Stores();
    partials.subList(0, onTime).forEach(stores::onTime);
    stores.close();

    // when
    partials.subList(onTime, partials.size()).forEach(stores::late);

    // then
    assertThat(stores.kept().counted()).isEqualTo(sum(events));
    assertThat(stores.kept().late()).isEqualTo(sum(events.subList(onTime, events.size())).counts());
    assertThat(stores.lateByMinute()).isEqualTo(events.size() - onTime);
  }

  @Property
  void partialsThatAreRepeatedOrComeInAnotherOrderChangeNothing(
      @ForAll("events") List<Event> events,
      @ForAll @IntRange(max = 40) int closedAfter,
      @ForAll long seed) {
    // given
    List<SignalInput.Partial> partials = new ArrayList<>(partials(events));
    partials.addAll(partials(events));
    Collections.shuffle(partials, new Random(seed));
    int onTime = Math.min(closedAfter, partials.size());
    Stores stores = new Stores();
    partials.subList(0, onTime).forEach(stores::onTime);
    stores.close();

    // when
    partials.subList(onTime, partials.size()).forEach(stores::late);

    // then
    assertThat(stores.kept().counted()).isEqualTo(sum(events));
  }

  @Provide
  Arbitrary<List<Event>> events() {
    Arbitrary<List<String>> rules =
        Arbitraries.of(
            List.of(), List.of("r1", "r2"), List.of("r2", "r3"), List.of("r1", "r2", "r3"));
    return Combinators.combine(
            Arbitraries.integers().between(0, MINUTES - 1),
            Arbitraries.integers().between(0, 2),
            Arbitraries.of(true, false),
            rules,
            Arbitraries.integers().between(0, 3))
        .as(Event::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(30);
  }
}
