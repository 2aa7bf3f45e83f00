package io.signalfactory.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {

  private final AtomicLong now = new AtomicLong();
  private final Breaker breaker = new Breaker(3, 100, now::get);

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(breaker.lets()).isTrue();
      breaker.failed();
    }
  }

  @Test
  void letsQuestionsThroughUntilSeveralInARowHaveFailed() {
    // given
    fail(2);
    breaker.succeeded();
    fail(2);

    // when
    boolean before = breaker.lets();
    breaker.failed();

    // then
    assertThat(before).isTrue();
    assertThat(breaker.lets()).isFalse();
  }

  @Test
  void letsOneQuestionThroughAfterAWhile() {
    // given
    fail(3);
    now.set(100);

    // when
    boolean first = breaker.lets();
    boolean second = breaker.lets();

    // then
    assertThat(first).isTrue();
    assertThat(second).isFalse();
  }

  @Test
  void restsAgainIfThatQuestionFailsAndNotIfItSucceeds() {
    // given
    fail(3);
    now.set(100);
    fail(1);
    boolean afterFailure = breaker.lets();
    now.set(200);
    boolean tried = breaker.lets();

    // when
    breaker.succeeded();

    // then
    assertThat(afterFailure).isFalse();
    assertThat(tried).isTrue();
    assertThat(breaker.lets()).isTrue();
    assertThat(breaker.lets()).isTrue();
  }

  @Test
  void aQuestionThatIsNotAskedAfterAllIsLeftToAnother() {
    // given
    fail(3);
    now.set(100);
    boolean first = breaker.lets();

    // when
    breaker.withdrawn();

    // then
    assertThat(first).isTrue();
    assertThat(breaker.lets()).isTrue();
  }
}
