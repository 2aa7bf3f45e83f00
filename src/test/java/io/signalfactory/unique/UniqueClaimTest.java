package io.signalfactory.unique;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.tally.CauseKey;
import io.signalfactory.tally.CountedCause;
import io.signalfactory.tally.CountedRule;
import io.signalfactory.tally.ObservedCause;
import io.signalfactory.tally.Sample;
import io.signalfactory.tally.Tally;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class UniqueClaimTest {

  @Property
  void survivesBeingWritten(
      @ForAll long ruleId,
      @ForAll String service,
      @ForAll long at,
      @ForAll @LongRange(min = 77) long position) {
    UniqueClaim claim =
        new UniqueClaim(
            ruleId,
            Math.abs(at % 1_000_000),
            "once",
            "urn:dp:a:b",
            at,
            at,
            new String(service.getBytes(UTF_8), UTF_8),
            null,
            new Sample("raw.a", 3, 77, "evd-1", null),
            position);

    assertThat(UniqueClaim.fromBytes(claim.toBytes())).isEqualTo(claim);
  }

  @Test
  void aRecordOfATopicThatWasCreatedAgainIsNotTheOneThatHadItsOffset() {
    // given
    Sample sample = new Sample("raw.a", 3, 77, "evd-2", null);
    UniqueClaim claim =
        new UniqueClaim(
            1, 60_000, "once", "urn:dp:a:b", 4, 5_000, "orders-svc", "v1", sample, 1_000_077);
    KeyHistory before = KeyHistory.startingWith(new KeySighting(3, 77, 4_000, 10));
    // when
    KeyHistory.Occurrence occurrence = before.classify(claim.sighting(11), 60_000);
    // then: the key came again
    assertThat(occurrence).isEqualTo(KeyHistory.Occurrence.REPEAT);
  }

  @Test
  void countsAnEvaluationAndNoEvent() {
    Sample sample = new Sample("raw.a", 3, 77, "evd-1", null);
    UniqueClaim claim =
        new UniqueClaim(1, 1_000, "once", "urn:dp:a:b", 4, 5, "orders-svc", "v1", sample, 77);
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
}
