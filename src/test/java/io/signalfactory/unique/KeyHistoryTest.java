package io.signalfactory.unique;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.codec.CodecException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KeyHistoryTest {

  private static final long WITHIN = 1_000;

  private static KeySighting at(int partition, long offset, long arrivalMs, long readAt) {
    return new KeySighting(partition, offset, arrivalMs, readAt);
  }

  @Test
  void aKeyIsRepeatedWithinTheRulesTimeAndNotLater() {
    KeyHistory history = KeyHistory.startingWith(at(0, 5, 10_000, 5));

    assertThat(history.classify(at(0, 6, 10_999, 6), WITHIN))
        .isEqualTo(KeyHistory.Occurrence.REPEAT);
    assertThat(history.classify(at(0, 6, 11_000, 6), WITHIN))
        .isEqualTo(KeyHistory.Occurrence.FIRST);
  }

  @Test
  void aRepeatOfARepeatIsARepeat() {
    KeyHistory history =
        KeyHistory.startingWith(at(0, 5, 10_000, 5)).withRepeat(at(0, 6, 10_900, 6));

    assertThat(history.classify(at(0, 7, 11_800, 7), WITHIN))
        .isEqualTo(KeyHistory.Occurrence.REPEAT);
  }

  @Test
  void aRecordThatIsReadAgainGetsTheSameResult() {
    KeyHistory history =
        KeyHistory.startingWith(at(0, 5, 10_000, 5))
            .withRepeat(at(0, 8, 10_100, 8))
            .withRepeat(at(0, 9, 10_200, 9));

    assertThat(history.classify(at(0, 5, 10_000, 5), WITHIN))
        .isEqualTo(KeyHistory.Occurrence.FIRST_READ_AGAIN);
    assertThat(history.classify(at(0, 8, 10_100, 8), WITHIN))
        .isEqualTo(KeyHistory.Occurrence.REPEAT_READ_AGAIN);
    assertThat(history.classify(at(0, 9, 10_200, 9), WITHIN))
        .isEqualTo(KeyHistory.Occurrence.REPEAT_READ_AGAIN);
  }

  @Test
  void aRepeatInAnotherPartitionIsARepeatWhenItIsReadAgain() {
    KeyHistory history =
        KeyHistory.startingWith(at(0, 5, 10_000, 1)).withRepeat(at(1, 70, 10_100, 2));

    assertThat(history.classify(at(1, 70, 10_100, 2), WITHIN))
        .isEqualTo(KeyHistory.Occurrence.REPEAT_READ_AGAIN);
    assertThat(history.classify(at(0, 5, 10_000, 1), WITHIN))
        .isEqualTo(KeyHistory.Occurrence.FIRST_READ_AGAIN);
  }

  @Test
  void aClaimThatIsSentAgainIsCountedAlready() {
    KeyHistory history = KeyHistory.startingWith(at(0, 5, 10_000, 1));

    assertThat(history.classify(at(0, 5, 10_000, 2), WITHIN))
        .isEqualTo(KeyHistory.Occurrence.CLAIMED_AGAIN);
  }

  @Property
  void survivesBeingWritten(@ForAll("histories") KeyHistory history) {
    assertThat(KeyHistory.fromBytes(history.toBytes())).isEqualTo(history);
  }

  @Property
  void refusesBytesThatEndTooEarly(
      @ForAll("histories") KeyHistory history, @ForAll @IntRange(max = 200) int cutAt) {
    byte[] bytes = history.toBytes();
    byte[] cut = Arrays.copyOf(bytes, cutAt % bytes.length);

    assertThatThrownBy(() -> KeyHistory.fromBytes(cut)).isInstanceOf(CodecException.class);
  }

  @Property
  void takesBoundedSpaceHoweverOftenAKeyComes(@ForAll("sightings") List<KeySighting> sightings) {
    KeyHistory history = KeyHistory.startingWith(sightings.get(0));
    for (KeySighting sighting : sightings) {
      if (history.classify(sighting, Long.MAX_VALUE / 4) == KeyHistory.Occurrence.REPEAT) {
        history = history.withRepeat(sighting);
      }
    }

    assertThat(history.toBytes()).hasSizeLessThan(22 + KeyHistory.MAX_PARTITIONS * 26);
  }

  @Provide
  static Arbitrary<List<KeySighting>> sightings() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 20),
            Arbitraries.longs().between(0, 1L << 40),
            Arbitraries.longs().between(0, 1L << 45))
        .as((partition, offset, at) -> at(partition, offset, at, offset))
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  @Provide
  static Arbitrary<KeyHistory> histories() {
    return sightings()
        .map(
            sightings -> {
              KeyHistory history = KeyHistory.startingWith(sightings.get(0));
              for (KeySighting sighting : sightings) {
                if (history.classify(sighting, Long.MAX_VALUE / 4)
                    == KeyHistory.Occurrence.REPEAT) {
                  history = history.withRepeat(sighting);
                }
              }
              return history;
            });
  }
}
