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
    assertThat(merge(merge(a, b), c)).isEqualTo(merge(a, merge(b, c)));
  }

  @Property
  void mergesInAnyOrder(@ForAll MinuteBucket a, @ForAll MinuteBucket b) {
    assertThat(merge(a, b)).isEqualTo(merge(b, a));
  }

  @Property
  void mergesTheSameTwiceAsOnce(@ForAll MinuteBucket a, @ForAll MinuteBucket b) {
    assertThat(merge(a, a)).isEqualTo(a);
    assertThat(merge(merge(a, b), b)).isEqualTo(merge(a, b));
  }

  @Property
  void holdsWhatWasMergedIntoAnEmptyBucket(@ForAll MinuteBucket a) {
    assertThat(merge(MinuteBucket.EMPTY, a)).isEqualTo(a);
  }

  /** Aggregation in two stages relies on this: repeats, delays and disorder change nothing. */
  @Property
  void endsTheSameHoweverPartialsAreRepeatedAndShuffled(
      @ForAll List<Observation> observations, @ForAll long seed) {
    Tally growing = new Tally();
    List<TallySnapshot> partials = new ArrayList<>();
    for (Observation observation : TallyDomain.numbered(observations)) {
      TallyDomain.count(growing, observation);
      partials.add(growing.snapshot());
    }
    List<TallySnapshot> delivered = new ArrayList<>(partials);
    delivered.addAll(partials);
    Collections.shuffle(delivered, new Random(seed));

    MinuteBucket bucket = MinuteBucket.EMPTY;
    for (TallySnapshot partial : delivered) {
      bucket = bucket.merge(P0, partial);
    }

    assertThat(bucket.totals()).isEqualTo(growing.snapshot().totals());
  }

  @Test
  void sumsOverItsSources() {
    MinuteBucket bucket =
        MinuteBucket.EMPTY
            .merge(P0, counted(4, 1_000).snapshot())
            .merge(P1, counted(3, 500).snapshot());

    assertThat(bucket.totals().events()).isEqualTo(7);
  }

  @Test
  void isNotChangedByATallyThatGoesOnCounting() {
    Tally tally = counted(1, 0);
    MinuteBucket bucket = MinuteBucket.EMPTY.merge(P0, tally.snapshot());

    tally.add(
        new Observation(9, 9, 9, true, false, RuleResults.NONE, null, null, 0, List.of(), null));

    assertThat(bucket.totals().events()).isEqualTo(1);
  }

  /** Merges every partial of {@code other} into {@code bucket}, as SIGNALS merges what it reads. */
  private static MinuteBucket merge(MinuteBucket bucket, MinuteBucket other) {
    MinuteBucket merged = bucket;
    for (Map.Entry<SourcePartition, TallySnapshot> partial : other.tallies().entrySet()) {
      merged = merged.merge(partial.getKey(), partial.getValue());
    }
    return merged;
  }

  private static Tally counted(int events, long from) {
    Tally tally = new Tally();
    for (int i = 0; i < events; i++) {
      tally.add(
          new Observation(
              i,
              from + i,
              from + i,
              false,
              false,
              RuleResults.NONE,
              "svc",
              "v1",
              0,
              List.of(),
              null));
    }
    return tally;
  }
}
