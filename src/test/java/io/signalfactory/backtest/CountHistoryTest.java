package io.signalfactory.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CountHistoryTest {

  private static final String URN = "urn:dp:orders:created";
  private static final long START = 1_772_452_800_000L;
  private static final long MINUTE = 60_000;

  @Test
  void aMillionEventsAreReportedOncePerSecond() {
    // given
    CountHistory history = of(MINUTE, 1_000_000, 0);
    // when
    List<Arrival.OfTally> arrivals = all(history);
    // then
    assertThat(arrivals).hasSize(60);
    assertThat(arrivals.get(0).tally().events()).isEqualTo(16_667);
    assertThat(arrivals.get(59).tally().events()).isEqualTo(1_000_000);
    assertThat(arrivals).extracting(Arrival.OfTally::minute).containsOnly(START / MINUTE);
    assertThat(arrivals.stream().mapToLong(Arrival::events).sum()).isEqualTo(1_000_000);
  }

  @Test
  void fewEventsArriveOneByOneAndEvenlySpread() {
    // given
    CountHistory history = of(60 * MINUTE, 3, 0);
    // when
    List<Arrival.OfTally> arrivals = all(history);
    // then
    assertThat(arrivals)
        .extracting(Arrival::atMs)
        .containsExactly(START, START + 20 * MINUTE, START + 40 * MINUTE);
    assertThat(arrivals).extracting(a -> a.tally().lastEventOffset()).containsExactly(0L, 1L, 2L);
  }

  @Test
  void itEndsWithItsLastInterval() {
    assertThat(of(60 * MINUTE, 3, 0).endMs()).isEqualTo(START + 120 * MINUTE);
  }

  @Test
  void aRowEndsWhereTheNextOneBegins() {
    // given rows of an hour, one of which is cut short
    CountHistory history =
        new CountHistory(
            URN,
            List.of(
                new CountRow(1, START, 0),
                new CountRow(2, START + 60 * MINUTE, 0),
                new CountRow(3, START + 120 * MINUTE, 2),
                new CountRow(4, START + 150 * MINUTE, 0)));
    // when
    List<Arrival.OfTally> arrivals = all(history);
    // then
    assertThat(arrivals)
        .extracting(Arrival::atMs)
        .containsExactly(START + 120 * MINUTE, START + 135 * MINUTE);
  }

  @Property(tries = 300)
  void everyEventIsCountedOnceInItsMinuteAndTimeOnlyGoesForward(
      @ForAll @LongRange(min = 0, max = 86_399_999) long offsetMs,
      @ForAll @LongRange(min = 1_000, max = 7_200_000) long intervalMs,
      @ForAll @Size(min = 2, max = 4) List<@IntRange(max = 5_000) Integer> counts) {
    // given
    long start = START + offsetMs;
    List<CountRow> rows = new ArrayList<>();
    Map<Long, Long> expected = new TreeMap<>();
    for (int i = 0; i < counts.size(); i++) {
      long begins = start + i * intervalMs;
      rows.add(new CountRow(i + 1, begins, counts.get(i)));
      for (long k = 0; k < counts.get(i); k++) {
        expected.merge((begins + k * intervalMs / counts.get(i)) / MINUTE, 1L, Long::sum);
      }
    }
    // when
    List<Arrival.OfTally> arrivals = all(new CountHistory(URN, rows));
    // then
    Map<Long, Long> counted = new HashMap<>();
    arrivals.forEach(arrival -> counted.put(arrival.minute(), arrival.tally().events()));
    assertThat(counted).isEqualTo(expected);
    assertThat(arrivals).extracting(Arrival::atMs).isSorted();
    assertThat(arrivals)
        .allSatisfy(
            arrival -> {
              assertThat(arrival.atMs() / MINUTE).isEqualTo(arrival.minute());
              assertThat(arrival.tally().latestEventTimeMs()).isEqualTo(arrival.atMs());
            });
  }

  private static CountHistory of(long intervalMs, long first, long second) {
    return new CountHistory(
        URN, List.of(new CountRow(1, START, first), new CountRow(2, START + intervalMs, second)));
  }

  private static List<Arrival.OfTally> all(CountHistory history) {
    List<Arrival.OfTally> arrivals = new ArrayList<>();
    Arrival arrival;
    while ((arrival = history.next()) != null) {
      arrivals.add((Arrival.OfTally) arrival);
    }
    return arrivals;
  }
}
