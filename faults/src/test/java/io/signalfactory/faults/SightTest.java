package io.signalfactory.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SightTest {

  private static final long BEGAN = 1_700_000_000_000L;

  private final Sight sight = new Sight(BEGAN);

  private void judged(int partition, int... seconds) {
    for (int second : seconds) {
      sight.judged("raw.a", partition, BEGAN + second * 1_000L + 400);
    }
  }

  @Test
  void findsAStretchInWhichOnePartitionWasNotJudgedThoughOthersWere() {
    // given
    judged(0, 1, 2, 3, 4, 5, 6, 7, 8);
    judged(1, 1, 2, 8);
    // when
    List<Gap> gaps = sight.gaps("raw.a", BEGAN, BEGAN + 8_400, 2_000);
    // then
    assertThat(gaps).containsExactly(new Gap(BEGAN + 3_000, BEGAN + 8_000));
  }

  @Test
  void doesNotMindTheOrderInWhichEvidenceIsRead() {
    // given
    judged(0, 5, 3, 4, 1, 2);
    // when
    List<Gap> gaps = sight.gaps("raw.a", BEGAN, BEGAN + 5_900, 1_000);
    // then
    assertThat(gaps).isEmpty();
  }

  @Test
  void cutsAStretchToTheTimeThatIsAskedFor() {
    // given
    judged(0, 1, 20);
    // when
    List<Gap> gaps = sight.gaps("raw.a", BEGAN + 5_000, BEGAN + 12_000, 1_000);
    // then
    assertThat(gaps).containsExactly(new Gap(BEGAN + 5_000, BEGAN + 12_000));
  }

  @Test
  void isBlindSinceTheLastJudgedSecond() {
    // given
    judged(0, 1, 2);
    // when
    long blind = sight.blindMillis("raw.a", BEGAN + 13_000);
    // then
    assertThat(blind).isEqualTo(10_000);
  }

  @Test
  void isNotBlindInASecondThatIsJudged() {
    // given
    judged(0, 1, 2, 3);
    // when
    long blind = sight.blindMillis("raw.a", BEGAN + 2_900);
    // then
    assertThat(blind).isZero();
  }
}
