package io.signalfactory.stream.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.query.Samples;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Transition;
import io.signalfactory.signal.TransitionCodec;
import io.signalfactory.stream.MapStore;
import io.signalfactory.stream.kafka.Names;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransitionStoreTest {

  private static final Instant DETECTED = Instant.parse("2026-03-02T12:00:00Z");

  private final MapStore<String> entries = new MapStore<>(Names.TRANSITION_STORE);
  private final TransitionStore store = new TransitionStore(entries);

  private static Breach breach(String id, Breach.Status status, int second) {
    return Samples.breach(id, Samples.ORDERS, status, DETECTED.plusSeconds(second));
  }

  private List<Transition> kept() {
    return entries.content().values().stream().map(TransitionCodec::decode).toList();
  }

  @Test
  void numbersTheTransitionsOfEachBreach() {
    // when
    store.add(breach("1A", Breach.Status.OPEN, 0));
    store.add(breach("1B", Breach.Status.OPEN, 1));
    store.add(breach("1A", Breach.Status.UPDATED, 2));
    store.add(breach("1A", Breach.Status.RESOLVED, 3));

    // then
    assertThat(kept()).extracting(Transition::number).containsExactly(1, 2, 3, 1);
    assertThat(kept())
        .extracting(transition -> transition.breach().status())
        .containsExactly(
            Breach.Status.OPEN, Breach.Status.UPDATED, Breach.Status.RESOLVED, Breach.Status.OPEN);
  }

  @Test
  void aTransitionThatIsRepeatedIsKeptOnce() {
    // given
    store.add(breach("1A", Breach.Status.OPEN, 0));

    // when
    store.add(breach("1A", Breach.Status.OPEN, 0));

    // then
    assertThat(kept()).hasSize(1);
  }

  @Test
  void ofManyTheFirstAndTheLatestAreKept() {
    // given
    store.add(breach("1A", Breach.Status.OPEN, 0));

    // when
    for (int i = 1; i < 200; i++) {
      store.add(breach("1A", Breach.Status.UPDATED, i));
    }

    // then
    assertThat(kept()).hasSize(TransitionStore.KEPT);
    assertThat(kept().get(0).number()).isEqualTo(1);
    assertThat(kept().get(1).number()).isEqualTo(200 - TransitionStore.KEPT + 2);
    assertThat(kept().get(TransitionStore.KEPT - 1).number()).isEqualTo(200);
  }

  @Test
  void forgetsOneBreach() {
    // given
    store.add(breach("1A", Breach.Status.OPEN, 0));
    store.add(breach("1B", Breach.Status.OPEN, 0));

    // when
    store.forget(kept().get(0).breach().breachId());

    // then
    assertThat(kept()).extracting(t -> t.breach().breachId()).containsExactly(id("1B"));
  }

  private static String id(String number) {
    return breach(number, Breach.Status.OPEN, 0).breachId();
  }
}
