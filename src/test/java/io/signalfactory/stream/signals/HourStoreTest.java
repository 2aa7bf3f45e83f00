package io.signalfactory.stream.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.baseline.HourCounts;
import io.signalfactory.stream.MapStore;
import io.signalfactory.stream.kafka.Names;
import org.junit.jupiter.api.Test;

class HourStoreTest {

  private static final String URN = "urn:dp:orders:created";
  private static final HourCounts COUNTS = new HourCounts(1, 2, 3, 4);
  private static final long HOUR = 492_007;

  private final HourStore store = new HourStore(new MapStore<>(Names.HOUR_STORE));

  private long of(String urn, long hour) {
    return store.before(urn, hour + 1).latest().map(counts -> counts.through(4)).orElse(-1L);
  }

  @Test
  void keepsHoursOfEachDatasetApart() {
    // given
    store.close(URN, HOUR, COUNTS);
    // when
    store.close(URN + "-too", HOUR + 1, COUNTS);
    // then
    assertThat(of(URN, HOUR)).isEqualTo(10);
    assertThat(of(URN, HOUR + 1)).isEqualTo(-1);
    assertThat(of(URN + "-too", HOUR + 1)).isEqualTo(10);
  }

  @Test
  void lateEventsAmendAnHourThatIsKeptAndNoOther() {
    // given
    store.close(URN, HOUR, COUNTS);
    // when
    store.amend(URN, HOUR, 59, 7);
    store.amend(URN, HOUR + 1, 0, 7);
    // then
    assertThat(of(URN, HOUR)).isEqualTo(17);
    assertThat(of(URN, HOUR + 1)).isEqualTo(-1);
  }

  @Test
  void expiresDaysThatNothingLearnsFromAndKeepsTheRest() {
    // given
    long oldest = HOUR - 35 * 24;
    store.close(URN, oldest - 24, COUNTS);
    store.close(URN, oldest, COUNTS);
    // when
    store.expire(URN, HOUR);
    // then
    assertThat(of(URN, oldest - 24)).isEqualTo(-1);
    assertThat(of(URN, oldest)).isEqualTo(10);
  }

  @Test
  void forgetsADatasetAndNoOther() {
    // given
    store.close(URN, HOUR, COUNTS);
    store.close(URN + "-too", HOUR, COUNTS);
    // when
    store.forget(URN);
    // then
    assertThat(of(URN, HOUR)).isEqualTo(-1);
    assertThat(of(URN + "-too", HOUR)).isEqualTo(10);
  }
}
