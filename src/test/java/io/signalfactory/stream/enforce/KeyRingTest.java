package io.signalfactory.stream.enforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.gate.LastSeen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KeyRingTest {

  @Test
  void knowsInWhichDatasetAKeyWasSeenLast() {
    // given
    KeyRing ring = new KeyRing();
    ring.saw(key(1), 7);
    ring.saw(key(2), 7);

    // when
    ring.saw(key(1), 9);

    // then
    assertThat(ring.datasetOf(key(1))).isEqualTo(9);
    assertThat(ring.datasetOf(key(2))).isEqualTo(7);
    assertThat(ring.datasetOf(key(3))).isEqualTo(LastSeen.UNKNOWN);
  }

  @Test
  void forgetsTheOldestKeysButNotOneThatGoesOnBeingSeen() {
    // given
    KeyRing ring = new KeyRing();
    ring.saw(key(0), 5);
    ring.saw(key(-1), 5);

    // when
    for (int i = 1; i <= 3 * KeyRing.ENTRIES; i++) {
      ring.saw(key(i), 6);
      ring.saw(key(-1), 5);
    }

    // then
    assertThat(ring.datasetOf(key(0))).isEqualTo(LastSeen.UNKNOWN);
    assertThat(ring.datasetOf(key(-1))).isEqualTo(5);
    assertThat(ring.datasetOf(key(3 * KeyRing.ENTRIES))).isEqualTo(6);
  }

  @Test
  void writesOnlyPagesThatChanged() {
    // given
    KeyRing ring = new KeyRing();
    for (int i = 0; i < 10 * KeyRing.PAGE_ENTRIES; i++) {
      ring.saw(key(i), 1);
    }
    written(ring, new TreeMap<>());
    ring.saw(key(3), 1);
    ring.saw(key(-1), 1);

    // when
    Map<Integer, byte[]> changes = new TreeMap<>();
    written(ring, changes);

    // then
    assertThat(changes).containsOnlyKeys(10);
    assertThat(changes.get(10)).hasSize(9 + 16);
  }

  /** Reads after every few keys from what was written, as after a restart. */
  @Property(tries = 30)
  void knowsTheSameAfterItWasReadFromItsPages(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 100_000) int events,
      @ForAll @IntRange(min = 1, max = 60_000) int keys) {
    Random random = new Random(seed);
    KeyRing living = new KeyRing();
    KeyRing restarted = new KeyRing();
    Map<Integer, byte[]> stored = new HashMap<>();
    for (int i = 0; i < events; i++) {
      long key = key(random.nextInt(keys));
      long dataset = 1L + random.nextInt(2);
      living.saw(key, dataset);
      restarted.saw(key, dataset);
      if (random.nextInt(1 + events / 8) == 0) {
        written(restarted, stored);
        restarted = KeyRing.of(new ArrayList<>(stored.values()));
      }
    }

    for (int i = 0; i < keys; i++) {
      assertThat(restarted.datasetOf(key(i))).isEqualTo(living.datasetOf(key(i)));
    }
  }

  @Test
  void refusesAPageOfAnotherFormat() {
    assertThatThrownBy(() -> KeyRing.of(List.of(new byte[9 + 15])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("run the release that wrote it");
  }

  private static void written(KeyRing ring, Map<Integer, byte[]> stored) {
    ring.writeChanges(stored::put);
  }

  /** A hash that is spread like that of a real key. */
  private static long key(int number) {
    return new Random(number).nextLong() | 1;
  }
}
