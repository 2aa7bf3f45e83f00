package io.signalfactory.stream.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Measure;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.State;
import io.signalfactory.stream.MapStore;
import io.signalfactory.stream.kafka.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BreachStoreTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  private final MapStore<String> all = new MapStore<>(Names.BREACH_STORE);
  private final MapStore<String> transitions = new MapStore<>(Names.TRANSITION_STORE);
  private final BreachStore store =
      new BreachStore(
          new MapStore<>(Names.OPEN_BREACH_STORE), all, new TransitionStore(transitions));

  private void breach(int number, Instant openedAt, @Nullable Instant resolvedAt) {
    store.record(
        new Breach(
            "brc-" + number,
            resolvedAt == null ? Breach.Status.OPEN : Breach.Status.RESOLVED,
            State.CRITICAL,
            new SignalKey("urn:dp:orders:d" + number, Signal.COMPLIANCE, null),
            "orders-team",
            1,
            "3",
            new Measure(0.5, Measure.Unit.RATIO),
            null,
            null,
            openedAt,
            openedAt,
            openedAt,
            resolvedAt,
            "half of it fails",
            List.of(),
            List.of()));
  }

  @Test
  void forgetsResolvedBreachesAFewAtATime() {
    // given
    Instant longAgo = NOW.minus(Duration.ofDays(31));
    for (int i = 0; i < 10; i++) {
      breach(i, longAgo, i % 2 == 0 ? longAgo : null);
    }
    breach(3, longAgo.plusSeconds(9), NOW.minus(Duration.ofDays(29)));

    // when
    int calls = 1;
    while (!store.expire(NOW, 3)) {
      calls++;
    }

    // then
    assertThat(calls).isBetween(4, 6);
    assertThat(all.content().keySet())
        .extracting(key -> key.substring("urn:dp:orders:".length(), key.indexOf('|')))
        .containsExactly("d1", "d3", "d3", "d5", "d7", "d9");
    assertThat(transitions.content().keySet())
        .extracting(key -> key.substring(0, key.indexOf('@')))
        .containsExactly("brc-1", "brc-3", "brc-3", "brc-5", "brc-7", "brc-9");
  }

  @Test
  void beginsAgainOnceItIsThrough() {
    // given
    breach(1, NOW.minus(Duration.ofDays(31)), null);
    store.expire(NOW, 3);
    breach(0, NOW.minus(Duration.ofDays(31)), NOW.minus(Duration.ofDays(31)));

    // when
    boolean through = store.expire(NOW, 3);

    // then
    assertThat(through).isTrue();
    assertThat(all.content()).hasSize(1);
  }

  @Test
  void isThroughWhereThereIsNothing() {
    assertThat(store.expire(NOW, 3)).isTrue();
  }
}
