package io.signalfactory.tally;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
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
  private static final Comparator<Tallied> FURTHER =
      Comparator.comparingLong(Tallied::lastOffset)
          .thenComparingLong(Tallied::events)
          .thenComparing(TallyCodec::encode, Arrays::compare);

  private final SortedMap<SourcePartition, Tallied> tallies;

  private MinuteBucket(SortedMap<SourcePartition, Tallied> tallies) {
    this.tallies = tallies;
  }

  /** The bucket of these. */
  public static MinuteBucket of(Map<SourcePartition, Tallied> tallies) {
    return new MinuteBucket(new TreeMap<>(tallies));
  }

  /**
   * The bucket with {@code partial} as what {@code source} has counted, unless the bucket knows
   * more of that source already. Partials are absolute: the one that has read further replaces the
   * other.
   */
  public MinuteBucket merge(SourcePartition source, Tallied partial) {
    Tallied known = tallies.get(source);
    if (known != null && FURTHER.compare(known, partial) >= 0) {
      return this;
    }
    SortedMap<SourcePartition, Tallied> merged = new TreeMap<>(tallies);
    merged.put(source, partial);
    return new MinuteBucket(merged);
  }

  /** What both buckets know together. */
  public MinuteBucket merge(MinuteBucket other) {
    SortedMap<SourcePartition, Tallied> merged = new TreeMap<>(tallies);
    other.tallies.forEach(
        (source, tally) -> merged.merge(source, tally, BinaryOperator.maxBy(FURTHER)));
    return new MinuteBucket(merged);
  }

  /** The raw partitions that carried the minute. */
  public Set<SourcePartition> sources() {
    return Collections.unmodifiableSet(tallies.keySet());
  }

  /** The sum over all sources. */
  public Totals totals() {
    Totals sum = null;
    for (Tallied tally : tallies.values()) {
      sum = sum == null ? tally.totals() : sum.plus(tally.totals());
    }
    return sum == null ? Totals.EMPTY : sum;
  }

  /**
   * The latest valid event time, in epoch milliseconds; {@link Long#MIN_VALUE} if there is none.
   */
  public long latestEventTimeMs() {
    return tallies.values().stream()
        .mapToLong(Tallied::latestEventTimeMs)
        .max()
        .orElse(Long.MIN_VALUE);
  }

  /** The earliest arrival, in epoch milliseconds; {@link Long#MAX_VALUE} if nothing was counted. */
  public long firstArrivalMs() {
    return tallies.values().stream()
        .mapToLong(Tallied::firstArrivalMs)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** First arrival, in epoch milliseconds, of each producer version seen. */
  public Map<Producer, Long> producers() {
    Map<Producer, Long> earliest = new HashMap<>();
    for (Tallied tally : tallies.values()) {
      tally.producers().forEach((producer, at) -> earliest.merge(producer, at, Math::min));
    }
    return Collections.unmodifiableMap(earliest);
  }

  SortedMap<SourcePartition, Tallied> tallies() {
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
