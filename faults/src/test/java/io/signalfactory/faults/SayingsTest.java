package io.signalfactory.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.faults.Probe.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SayingsTest {

  private static final Promise PROMISE = Promise.of("nothing", Duration.ofSeconds(1));

  private static Sayings sayings(int instance, int status, String body, double blind) {
    return new Sayings(List.of(new Look(1, instance, new Answer(status, body), Map.of(), blind)));
  }

  @Test
  void missesTheReasonThatTheSecondInstanceShouldHaveGiven() {
    // given
    Promise promise = PROMISE.naming("state.dir");
    // when
    List<String> missing =
        sayings(2, 503, "state.dir has 0 bytes free", Double.NaN).missing(promise);
    // then
    assertThat(missing).isEmpty();
    assertThat(sayings(1, 503, "state.dir has 0 bytes free", 0).missing(promise)).hasSize(1);
    assertThat(sayings(2, 200, "state.dir is fine", 0).missing(promise)).hasSize(1);
    assertThat(sayings(2, 503, "restoring", 0).missing(promise)).hasSize(1);
  }

  @Test
  void missesTheMetricOfBlindnessThatShouldHaveGrown() {
    // given
    Promise promise = PROMISE.blinding();
    // when
    List<String> missing = sayings(1, 503, "", 12).missing(promise);
    // then
    assertThat(missing).isEmpty();
    assertThat(sayings(1, 503, "", 3).missing(promise)).hasSize(1);
    assertThat(sayings(1, 503, "", Double.NaN).missing(promise)).hasSize(1);
  }
}
