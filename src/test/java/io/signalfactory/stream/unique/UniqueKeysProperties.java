package io.signalfactory.stream.unique;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.gate.KeyHash;
import io.signalfactory.stream.MapStore;
import io.signalfactory.unique.KeyHistory;
import io.signalfactory.unique.KeySighting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.utils.Bytes;

/** The store of keys against a list of all records and a loop over it. */
class UniqueKeysProperties {

  private static final long RULE = -7;
  private static final long START = 1_800_000_000_000L;
  private static final int PARTITIONS = 3;

  /** A record of a stream; the offset is its place in its partition. */
  private record Event(int partition, long arrivalMs, int key) {
    KeyHash hash() {
      return new KeyHash(key % 3, key);
    }
  }

  // ---- scope: partition

  @Property(tries = 500)
  void aPartitionsDuplicatesAreThoseOfThePlainModelWhereverTheTaskIsKilled(
      @ForAll("onePartition") List<Event> events,
      @ForAll("withins") long withinMs,
      @ForAll("kills") List<Integer> kills,
      @ForAll boolean exactlyOnce) {
    List<Boolean> expected = expectedInOrder(events, withinMs);
    MapStore<Bytes> store = new MapStore<>("keys");
    NavigableMap<Bytes, byte[]> committed = store.content();
    UniqueKeys keys = new UniqueKeys(store, UniqueKeys.Lateness.NONE);
    List<Integer> left = new ArrayList<>(kills);
    int committedTo = 0;
    for (int next = 0; next < events.size(); next++) {
      if (!left.isEmpty() && left.get(0) <= next) {
        left.remove(0);
        if (exactlyOnce) {
          store.restore(committed);
        }
        keys = new UniqueKeys(store, UniqueKeys.Lateness.NONE);
        // What a repetition spans of the time that a rule looks back is bounded: ADR 0009.
        next = exactlyOnce ? committedTo : spanned(events, committedTo, next, withinMs);
      }
      if (next % 10 == 0) {
        committed = store.content();
        committedTo = next;
      }
      Event event = events.get(next);
      long arrivalMs = keys.arrival(RULE, event.arrivalMs());
      KeyHistory.Occurrence occurrence =
          keys.see(RULE, withinMs, event.hash(), new KeySighting(0, next, arrivalMs, next));
      assertThat(occurrence.isRepeat())
          .as("record %d of %s", next, events)
          .isEqualTo(expected.get(next));
    }
  }

  /** Where to go on so that less than the rule's time is read again. */
  private static int spanned(List<Event> events, int from, int to, long withinMs) {
    long newest = 0;
    for (Event event : events.subList(0, to)) {
      newest = Math.max(newest, event.arrivalMs());
    }
    int start = to;
    while (start > from && events.get(start - 1).arrivalMs() > newest - withinMs / 2) {
      start--;
    }
    return start;
  }

  /**
   * A record counts as arriving when it does, or in the minute that those before it had come to.
   */
  private static List<Boolean> expectedInOrder(List<Event> events, long withinMs) {
    List<Boolean> repeats = new ArrayList<>();
    List<Long> arrivals = new ArrayList<>();
    long newest = 0;
    for (int i = 0; i < events.size(); i++) {
      newest = Math.max(newest, events.get(i).arrivalMs());
      arrivals.add(Math.max(events.get(i).arrivalMs(), newest / 60_000 * 60_000));
      boolean repeat = false;
      for (int j = 0; j < i; j++) {
        repeat |=
            events.get(j).key() == events.get(i).key()
                && arrivals.get(i) - arrivals.get(j) < withinMs;
      }
      repeats.add(repeat);
    }
    return repeats;
  }

  // ---- scope: dataset

  @Property(tries = 500)
  void aDatasetsDuplicatesAreThoseOfThePlainModelAlsoWhenToldTwice(
      @ForAll("severalPartitions") List<Event> events,
      @ForAll("withins") long withinMs,
      @ForAll("kills") List<Integer> toldAgainAt) {
    List<Event> read = new ArrayList<>();
    List<Long> offsets = new ArrayList<>();
    Map<Integer, Long> ends = new HashMap<>();
    MapStore<Bytes> store = new MapStore<>("keys");
    UniqueKeys keys = new UniqueKeys(store, UniqueKeys.Lateness.UP_TO_WITHIN);
    long readAt = 0;
    for (int i = 0; i < events.size(); i++) {
      if (toldAgainAt.contains(i)) {
        keys = new UniqueKeys(store, UniqueKeys.Lateness.UP_TO_WITHIN);
        for (int j = Math.max(0, i - 3); j < i; j++) {
          KeyHistory.Occurrence again =
              keys.see(
                  RULE,
                  withinMs,
                  read.get(j).hash(),
                  sighting(read.get(j), offsets.get(j), readAt++));
          // Unless its key has been new again since, or it is too late by now.
          if (again != null && again.addsToHistory()) {
            assertThat(seenSince(read, j, withinMs)).isTrue();
            return;
          }
        }
      }
      Event event = events.get(i);
      long offset = ends.merge(event.partition(), 1L, Long::sum) - 1;

      KeyHistory.Occurrence occurrence =
          keys.see(RULE, withinMs, event.hash(), sighting(event, offset, readAt++));

      assertThat(occurrence == null ? null : occurrence.isRepeat())
          .as("record %d of %s", i, events)
          .isEqualTo(expected(read, event, withinMs));
      read.add(event);
      offsets.add(offset);
    }
  }

  private static KeySighting sighting(Event event, long offset, long readAt) {
    return new KeySighting(event.partition(), offset, event.arrivalMs(), readAt);
  }

  private static boolean seenSince(List<Event> read, int j, long withinMs) {
    long newest = read.stream().mapToLong(Event::arrivalMs).max().orElseThrow();
    return newest - read.get(j).arrivalMs() >= withinMs - 60_000;
  }

  /** Whether it repeats any that was read before; null if it is too late to tell. */
  private static Boolean expected(List<Event> read, Event event, long withinMs) {
    long newest = read.stream().mapToLong(Event::arrivalMs).max().orElse(0);
    long clock = Math.max(newest, event.arrivalMs()) / 60_000 * 60_000;
    if (event.arrivalMs() <= clock - withinMs) {
      return null;
    }
    boolean repeat = false;
    for (int j = 0; j < read.size(); j++) {
      repeat |=
          read.get(j).key() == event.key()
              && judged(read, j, withinMs)
              && event.arrivalMs() - read.get(j).arrivalMs() < withinMs;
    }
    return repeat;
  }

  private static boolean judged(List<Event> read, int j, long withinMs) {
    long newest = read.subList(0, j + 1).stream().mapToLong(Event::arrivalMs).max().orElseThrow();
    return read.get(j).arrivalMs() > newest / 60_000 * 60_000 - withinMs;
  }

  // ---- room

  @Property(tries = 30)
  void keepsNoMoreThanItsTimeNeeds(
      @ForAll @IntRange(min = 1, max = 50) int aMinute, @ForAll boolean severalPartitions) {
    MapStore<Bytes> store = new MapStore<>("keys");
    UniqueKeys.Lateness lateness =
        severalPartitions ? UniqueKeys.Lateness.UP_TO_WITHIN : UniqueKeys.Lateness.NONE;
    UniqueKeys keys = new UniqueKeys(store, lateness);
    long withinMs = 20 * 60_000;
    long kept = severalPartitions ? 50 : 30;
    for (int minute = 0; minute < 400; minute++) {
      for (int i = 0; i < aMinute; i++) {
        int n = minute * aMinute + i;
        keys.see(
            RULE, withinMs, new KeyHash(n, n), new KeySighting(0, n, START + minute * 60_000L, n));
      }
      assertThat(store.approximateNumEntries())
          .isLessThanOrEqualTo((kept + 1) * aMinute + UniqueKeys.SWEEP_EVERY + 1);
    }
  }

  @Example
  void forgetsARuleThatIsNotInForceAnyMoreAndNoOther() {
    MapStore<Bytes> store = new MapStore<>("keys");
    UniqueKeys keys = new UniqueKeys(store, UniqueKeys.Lateness.NONE);
    for (int i = 0; i < 1_000; i++) {
      for (long rule : new long[] {-1, 0, 5}) {
        keys.see(rule, 60_000, new KeyHash(-1, i), new KeySighting(0, i, START, i));
      }
    }
    Set<Long> inForce = new HashSet<>(Set.of(5L));

    keys.retainOnly(inForce, () -> false);

    assertThat(store.approximateNumEntries()).isEqualTo(1_001);
    assertThat(keys.see(5, 60_000, new KeyHash(-1, 3), new KeySighting(0, 2_000, START, 2_000)))
        .isEqualTo(KeyHistory.Occurrence.REPEAT);
    assertThat(keys.see(-1, 60_000, new KeyHash(-1, 3), new KeySighting(0, 2_000, START, 2_000)))
        .isEqualTo(KeyHistory.Occurrence.FIRST);
  }

  @Example
  void forgetsInStepsThatItIsGivenTimeFor() {
    MapStore<Bytes> store = new MapStore<>("keys");
    UniqueKeys keys = new UniqueKeys(store, UniqueKeys.Lateness.NONE);
    for (int i = 0; i < 2_000; i++) {
      keys.see(RULE, 60_000, new KeyHash(1, i), new KeySighting(0, i, START, i));
    }
    int[] asked = {0};

    keys.retainOnly(Set.of(), () -> asked[0]++ >= 2);

    assertThat(store.approximateNumEntries()).isBetween(1L, 2_000L);
  }

  @Provide
  static Arbitrary<Long> withins() {
    return Arbitraries.of(1_000L, 30_000L, 60_000L, 900_000L, 3_600_000L);
  }

  @Provide
  static Arbitrary<List<Integer>> kills() {
    return Arbitraries.integers()
        .between(1, 60)
        .list()
        .ofMaxSize(4)
        .map(l -> l.stream().sorted().toList());
  }

  @Provide
  static Arbitrary<List<Event>> onePartition() {
    return events(1);
  }

  @Provide
  static Arbitrary<List<Event>> severalPartitions() {
    return events(PARTITIONS);
  }

  /** Arrivals that mostly go on, by steps of very different sizes, and sometimes go back. */
  private static Arbitrary<List<Event>> events(int partitions) {
    Arbitrary<Long> steps =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(6, Arbitraries.longs().between(0, 2_000)),
            net.jqwik.api.Tuple.of(3, Arbitraries.longs().between(0, 120_000)),
            net.jqwik.api.Tuple.of(1, Arbitraries.longs().between(0, 4_000_000)),
            net.jqwik.api.Tuple.of(1, Arbitraries.longs().between(-2_000_000, 0)));
    return Combinators.combine(
            Arbitraries.integers().between(0, partitions - 1),
            steps,
            Arbitraries.integers().between(0, 5))
        .as((partition, step, key) -> new Event(partition, step, key))
        .list()
        .ofMaxSize(60)
        .map(
            stepped -> {
              List<Event> events = new ArrayList<>();
              long at = START;
              for (Event step : stepped) {
                at += step.arrivalMs();
                events.add(new Event(step.partition(), at, step.key()));
              }
              return events;
            });
  }
}
