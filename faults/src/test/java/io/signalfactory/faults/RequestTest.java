package io.signalfactory.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.rig.RigException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {

  @Test
  void repeatsTheFaultsInTheirOrder() {
    // given
    List<String> words = List.of("--times=2", "kill-all", "grow-topic");
    // when
    Request request = Request.read(words);
    // then
    assertThat(request.faults())
        .extracting(Fault::name)
        .containsExactly("kill-all", "grow-topic", "kill-all", "grow-topic");
    assertThat(request.recorded()).isFalse();
  }

  @Test
  void asksForEveryFaultUnlessSomeAreNamed() {
    // given
    List<String> words = List.of("--record");
    // when
    Request request = Request.read(words);
    // then
    assertThat(request.faults()).hasSameSizeAs(Faults.all());
    assertThat(request.recorded()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--times=0", "--times=x", "--shrot", "kill-nobody"})
  void refusesAWordThatMeansNothing(String word) {
    // given
    List<String> words = List.of(word);
    // when
    assertThatThrownBy(() -> Request.read(words))
        // then
        .isInstanceOf(RigException.class);
  }
}
