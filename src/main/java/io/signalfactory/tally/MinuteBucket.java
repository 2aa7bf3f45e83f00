package io.signalfactory.tally;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One dataset's minute of event time, put together from the tallies of every raw partition that
 * carried it. Immutable. Merging is associative, commutative and idempotent, so partials may be
 * repeated or arrive in any order.
 */
public final class MinuteBucket {

  /** A minute in which nothing has been counted. */
  public static final MinuteBucket EMPTY = new MinuteBucket(new TreeMap<>());

  /**
   * By how far they have read. Two that have read equally far are equal in practice; if they are
   * not, any order will do as long as it is the same whichever comes first.
   */
  private static final Comparator<TallySnapshot> FURTHER =
      Comparator.comparingLong(TallySnapshot::lastOffset)
          .thenComparingLong(TallySnapshot::events)
          .thenComparing(TallyCodec::encode, Arrays::compare);

  private final SortedMap<SourcePartition, TallySnapshot> tallies;

  private MinuteBucket(SortedMap<SourcePartition, TallySnapshot> tallies) {
    this.tallies = tallies;
  }

  /** The bucket of these. */
  static MinuteBucket of(Map<SourcePartition, TallySnapshot> tallies) {
    return new MinuteBucket(new TreeMap<>(tallies));
  }

  /**
   * The bucket with {@code partial} as what {@code source} has counted, unless the bucket knows
   * more of that source already. Partials are absolute: the one that has read further replaces the
   * other.
   */
  public MinuteBucket merge(SourcePartition source, TallySnapshot partial) {
    TallySnapshot known = tallies.get(source);
    if (known != null && FURTHER.compare(known, partial) >= 0) {
      return this;
    }
    SortedMap<SourcePartition, TallySnapshot> merged = new TreeMap<>(tallies);
    merged.put(source, partial);
    return new MinuteBucket(merged);
  }

  /** The sum over all sources. */
  public Totals totals() {
    Totals sum = null;
    for (TallySnapshot tally : tallies.values()) {
      sum = sum == null ? tally.totals() : sum.plus(tally.totals());
    }
    return sum == null ? Totals.EMPTY : sum;
  }

  SortedMap<SourcePartition, TallySnapshot> tallies() {
    return tallies;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof MinuteBucket that && tallies.equals(that.tallies));
  }

  @Override
  public int hashCode() {
    return tallies.hashCode();
  }

  @Override
  public String toString() {
    return "MinuteBucket" + tallies;
  }
}
