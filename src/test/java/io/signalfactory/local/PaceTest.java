package io.signalfactory.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final AtomicLong nanos = new AtomicLong(5);

  @Test
  void spreadsRecordsEvenlyOverASecond() {
    Pace pace = new Pace(4, nanos::get);

    pace.await();
    assertThat(pace.nanosUntilNext()).isEqualTo(250_000_000);

    nanos.addAndGet(250_000_000);
    assertThat(pace.nanosUntilNext()).isZero();
  }

  @Test
  void catchesUpAfterADelay() {
    Pace pace = new Pace(10, nanos::get);
    nanos.addAndGet(1_000_000_000);

    for (int i = 0; i < 10; i++) {
      assertThat(pace.nanosUntilNext()).isZero();
      pace.await();
    }

    assertThat(pace.nanosUntilNext()).isZero();
    pace.await();
    assertThat(pace.nanosUntilNext()).isEqualTo(100_000_000);
  }

  @Test
  void anUnlimitedRateNeverWaits() {
    Pace pace = new Pace(Replay.MAX_RATE, nanos::get);
    pace.await();

    assertThat(pace.nanosUntilNext()).isZero();
  }
}
