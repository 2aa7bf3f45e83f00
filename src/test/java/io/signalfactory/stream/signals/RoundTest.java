package io.signalfactory.stream.signals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RoundTest {

  private static final long NOON = 1_768_392_000_000L;

  private final Round round = new Round();

  /** What is judged at a tick that has all the time it needs. */
  private List<String> tick(long nowMs, List<String> datasets) {
    if (round.isDue(nowMs)) {
      round.begin(datasets, 200, nowMs);
    }
    List<String> judged = new ArrayList<>();
    for (int left = round.share(nowMs); left > 0; left--) {
      judged.add(round.next());
    }
    return judged;
  }

  private static List<String> datasets(int number) {
    return IntStream.range(0, number).mapToObj(i -> "urn:dp:d:" + i).toList();
  }

  @Test
  void dealsASecondOutEvenlyAndKeepsItsLastTickForWhatIsLeft() {
    tick(NOON - 200, datasets(10));

    assertThat(IntStream.range(0, 5).mapToObj(i -> tick(NOON + i * 200L, datasets(10)).size()))
        .containsExactly(3, 3, 2, 2, 0);
  }

  @Test
  void judgesAllAtOnceAtItsFirstTick() {
    assertThat(tick(NOON + 1, datasets(10))).hasSize(10);
  }

  @Test
  void judgesAllAtOnceWhereTicksComeOnceASecond() {
    tick(NOON, datasets(10));

    assertThat(tick(NOON + 1_000, datasets(10))).isEqualTo(datasets(10));
    assertThat(tick(NOON + 2_000, datasets(10))).isEqualTo(datasets(10));
  }

  @Test
  void goesOnWithARoundThatDidNotGetThroughBeforeItBeginsAnother() {
    tick(NOON - 200, datasets(3));
    round.begin(datasets(3), 200, NOON);
    round.share(NOON + 800);
    round.next();

    assertThat(round.isDue(NOON + 1_000)).isFalse();
    assertThat(tick(NOON + 1_000, datasets(3))).containsExactly("urn:dp:d:1", "urn:dp:d:2");
    assertThat(tick(NOON + 1_200, datasets(3))).containsExactly("urn:dp:d:0");
  }

  @Test
  void goesOnWhereTheClockIsSetBack() {
    tick(NOON, datasets(3));

    assertThat(tick(NOON - 3_600_000, datasets(3))).isNotEmpty();
  }

  @Property
  void judgesEachOnceInEverySecondHoweverTicksWaver(
      @ForAll @IntRange(max = 40) int number,
      @ForAll @Size(min = 20, max = 60) List<@IntRange(max = 150) Integer> late) {
    // given
    List<String> datasets = datasets(number);
    tick(NOON - 200, datasets);
    List<String> judged = new ArrayList<>();
    int seconds = late.size() / 5;

    // when
    for (int i = 0; i < seconds * 5; i++) {
      judged.addAll(tick(NOON + i * 200L + late.get(i), datasets));
    }

    // then
    List<String> expected = new ArrayList<>();
    IntStream.range(0, seconds).forEach(second -> expected.addAll(datasets));
    assertThat(judged).isEqualTo(expected);
  }
}
