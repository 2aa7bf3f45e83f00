package io.signalfactory.unique;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.codec.CodecException;
import io.signalfactory.tally.CauseKey;
import io.signalfactory.tally.CountedCause;
import io.signalfactory.tally.CountedRule;
import io.signalfactory.tally.ObservedCause;
import io.signalfactory.tally.Sample;
import io.signalfactory.tally.Tally;
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
  void aKeyIsRepeatedForItsTimeAndNotLonger() {
    KeyHistory history = KeyHistory.beginning(at(0, 5, 10_000, 5));

    assertThat(history.judge(at(0, 6, 10_999, 6), WITHIN)).isEqualTo(KeyHistory.Answer.REPEAT);
    assertThat(history.judge(at(0, 6, 11_000, 6), WITHIN)).isEqualTo(KeyHistory.Answer.FIRST);
  }

  @Test
  void aRepeatCountsAsOne() {
    KeyHistory history = KeyHistory.beginning(at(0, 5, 10_000, 5)).repeated(at(0, 6, 10_900, 6));

    assertThat(history.judge(at(0, 7, 11_800, 7), WITHIN)).isEqualTo(KeyHistory.Answer.REPEAT);
  }

  @Test
  void whatIsReadAgainIsAnsweredAsBefore() {
    KeyHistory history =
        KeyHistory.beginning(at(0, 5, 10_000, 5))
            .repeated(at(0, 8, 10_100, 8))
            .repeated(at(0, 9, 10_200, 9));

    assertThat(history.judge(at(0, 5, 10_000, 5), WITHIN))
        .isEqualTo(KeyHistory.Answer.FIRST_READ_AGAIN);
    assertThat(history.judge(at(0, 8, 10_100, 8), WITHIN))
        .isEqualTo(KeyHistory.Answer.REPEAT_READ_AGAIN);
    assertThat(history.judge(at(0, 9, 10_200, 9), WITHIN))
        .isEqualTo(KeyHistory.Answer.REPEAT_READ_AGAIN);
  }

  @Test
  void aFirstSightInAnotherPartitionIsARepeatAlsoWhenReadAgain() {
    KeyHistory history = KeyHistory.beginning(at(0, 5, 10_000, 1)).repeated(at(1, 70, 10_100, 2));

    assertThat(history.judge(at(1, 70, 10_100, 2), WITHIN))
        .isEqualTo(KeyHistory.Answer.REPEAT_READ_AGAIN);
    assertThat(history.judge(at(0, 5, 10_000, 1), WITHIN))
        .isEqualTo(KeyHistory.Answer.FIRST_READ_AGAIN);
  }

  @Test
  void whatIsToldAgainCountsAlready() {
    KeyHistory history = KeyHistory.beginning(at(0, 5, 10_000, 1));

    assertThat(history.judge(at(0, 5, 10_000, 2), WITHIN)).isEqualTo(KeyHistory.Answer.TOLD_AGAIN);
  }

  @Property
  void survivesBeingWritten(@ForAll("histories") KeyHistory history) {
    assertThat(KeyHistory.fromBytes(history.toBytes())).isEqualTo(history);
  }

  @Property
  void refusesDamagedBytesAndNeverReadsOn(
      @ForAll("histories") KeyHistory history, @ForAll @IntRange(max = 200) int cutAt) {
    byte[] bytes = history.toBytes();
    byte[] cut = Arrays.copyOf(bytes, cutAt % bytes.length);

    assertThatThrownBy(() -> KeyHistory.fromBytes(cut)).isInstanceOf(CodecException.class);
  }

  @Property
  void takesBoundedRoomHoweverOftenAKeyComes(@ForAll("sightings") List<KeySighting> sightings) {
    KeyHistory history = KeyHistory.beginning(sightings.get(0));
    for (KeySighting sighting : sightings) {
      if (history.judge(sighting, Long.MAX_VALUE / 4) == KeyHistory.Answer.REPEAT) {
        history = history.repeated(sighting);
      }
    }

    assertThat(history.toBytes()).hasSizeLessThan(22 + KeyHistory.MAX_PLACES * 26);
  }

  @Property
  void aClaimSurvivesBeingWritten(@ForAll long ruleId, @ForAll String service, @ForAll long at) {
    UniqueClaim claim =
        new UniqueClaim(
            ruleId,
            Math.abs(at % 1_000_000),
            "once",
            "urn:dp:a:b",
            at,
            at,
            new String(
                service.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                java.nio.charset.StandardCharsets.UTF_8),
            null,
            new Sample("raw.a", 3, 77, "evd-1", null));

    assertThat(UniqueClaim.fromBytes(claim.toBytes())).isEqualTo(claim);
  }

  @Test
  void aClaimCountsAnEvaluationAndNoEvent() {
    Sample sample = new Sample("raw.a", 3, 77, "evd-1", null);
    UniqueClaim claim =
        new UniqueClaim(1, WITHIN, "once", "urn:dp:a:b", 4, 5, "orders-svc", "v1", sample);
    Tally tally = new Tally();

    claim.count(tally, 10, false);
    claim.count(tally, 11, true);
    claim.count(tally, 11, true);

    assertThat(tally.snapshot().events()).isZero();
    assertThat(tally.snapshot().failed()).isZero();
    assertThat(tally.snapshot().rules().list()).containsExactly(new CountedRule("once", 2, 1));
    assertThat(tally.snapshot().firstArrivalMs()).isEqualTo(Long.MAX_VALUE);
    assertThat(tally.snapshot().causes())
        .containsExactly(
            new CountedCause(
                new ObservedCause(
                    new CauseKey("orders-svc", "v1", "G5", "DUPLICATE", null, "once"), false),
                1,
                0,
                5,
                sample));
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
              KeyHistory history = KeyHistory.beginning(sightings.get(0));
              for (KeySighting sighting : sightings) {
                if (history.judge(sighting, Long.MAX_VALUE / 4) == KeyHistory.Answer.REPEAT) {
                  history = history.repeated(sighting);
                }
              }
              return history;
            });
  }
}
