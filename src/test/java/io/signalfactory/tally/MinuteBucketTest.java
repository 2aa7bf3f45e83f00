package io.signalfactory.tally;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.gate.RuleResults;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

@Domain(TallyDomain.class)
@Domain(DomainContext.Global.class)
class MinuteBucketTest {

  private static final SourcePartition P0 = new SourcePartition("raw.orders", 0);
  private static final SourcePartition P1 = new SourcePartition("raw.orders", 1);

  @Property
  void mergesInAnyGrouping(@ForAll MinuteBucket a, @ForAll MinuteBucket b, @ForAll MinuteBucket c) {
    assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
  }

  @Property
  void mergesInAnyOrder(@ForAll MinuteBucket a, @ForAll MinuteBucket b) {
    assertThat(a.merge(b)).isEqualTo(b.merge(a));
  }

  @Property
  void mergesTheSameTwiceAsOnce(@ForAll MinuteBucket a, @ForAll MinuteBucket b) {
    assertThat(a.merge(a)).isEqualTo(a);
    assertThat(a.merge(b).merge(b)).isEqualTo(a.merge(b));
  }

  @Property
  void mergesNothingToNothingNew(@ForAll MinuteBucket a) {
    assertThat(a.merge(MinuteBucket.EMPTY)).isEqualTo(a);
  }

  @Property
  void mergesAPartialAsABucketOfIt(
      @ForAll MinuteBucket a, @ForAll SourcePartition source, @ForAll Tallied partial) {
    assertThat(a.merge(source, partial))
        .isEqualTo(a.merge(MinuteBucket.of(Map.of(source, partial))));
  }

  /** What the two-stage aggregation lives by: repeats, delays and disorder change nothing. */
  @Property
  void endsTheSameHoweverPartialsAreRepeatedAndShuffled(
      @ForAll List<Observation> observations, @ForAll long seed) {
    Tally growing = new Tally();
    List<Tallied> partials = new ArrayList<>();
    for (Observation observation : TallyDomain.numbered(observations)) {
      TallyDomain.count(growing, observation);
      partials.add(growing.tallied());
    }
    List<Tallied> delivered = new ArrayList<>(partials);
    delivered.addAll(partials);
    Collections.shuffle(delivered, new Random(seed));

    MinuteBucket bucket = MinuteBucket.EMPTY;
    for (Tallied partial : delivered) {
      bucket = bucket.merge(P0, partial);
    }

    assertThat(bucket.totals()).isEqualTo(growing.tallied().totals());
  }

  @Test
  void sumsOverItsSources() {
    MinuteBucket bucket =
        MinuteBucket.EMPTY
            .merge(P0, counted(4, 1_000).tallied())
            .merge(P1, counted(3, 500).tallied());

    assertThat(bucket.totals().events()).isEqualTo(7);
    assertThat(bucket.sources()).containsExactly(P0, P1);
    assertThat(bucket.firstArrivalMs()).isEqualTo(500);
    assertThat(bucket.latestEventTimeMs()).isEqualTo(1_003);
    assertThat(bucket.producers()).isEqualTo(Map.of(new Producer("svc", "v1"), 500L));
  }

  @Test
  void isNotChangedByWhatHappensToATallyLater() {
    Tally tally = counted(1, 0);
    MinuteBucket bucket = MinuteBucket.EMPTY.merge(P0, tally.tallied());

    tally.add(new Observation(9, 9, 9, true, false, RuleResults.NONE, null, null, List.of(), null));

    assertThat(bucket.totals().events()).isEqualTo(1);
  }

  private static Tally counted(int events, long from) {
    Tally tally = new Tally();
    for (int i = 0; i < events; i++) {
      tally.add(
          new Observation(
              i, from + i, from + i, false, false, RuleResults.NONE, "svc", "v1", List.of(), null));
    }
    return tally;
  }
}
