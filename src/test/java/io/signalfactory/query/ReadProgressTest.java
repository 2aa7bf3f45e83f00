package io.signalfactory.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReadProgressTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final ReadProgress progress = new ReadProgress();

  @Test
  void whatHasBeenReadIsInEffect() throws Exception {
    // given
    progress.read("contracts", 7);
    // when
    boolean inEffect = progress.await(Map.of("contracts", 7L), Duration.ZERO);
    // then
    assertThat(inEffect).isTrue();
  }

  @Test
  void whatHasNotBeenReadIsNot() throws Exception {
    // given
    progress.read("contracts", 7);
    // when
    boolean inEffect =
        progress.await(Map.of("contracts", 7L, "versions", 0L), Duration.ofMillis(1));
    // then
    assertThat(inEffect).isFalse();
    assertThat(progress.await(Map.of("contracts", 8L), Duration.ZERO)).isFalse();
  }

  @Test
  void whoeverWaitsIsToldAtOnce() throws Exception {
    // given
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return progress.await(Map.of("contracts", 7L, "versions", 3L), LONG);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    progress.read("contracts", 9);
    // when
    progress.read("versions", 3);
    // then
    assertThat(waiting.get(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aTopicThatWasCreatedAgainBeginsAnew() throws Exception {
    // given
    progress.read("contracts", 700);
    progress.read("contracts", 0);
    // when
    boolean inEffect = progress.await(Map.of("contracts", 1L), Duration.ZERO);
    // then
    assertThat(inEffect).isFalse();
  }
}
