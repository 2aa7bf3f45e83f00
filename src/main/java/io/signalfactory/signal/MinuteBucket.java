package io.signalfactory.signal;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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

  private final SortedMap<SourcePartition, Tally> tallies;

  private MinuteBucket(SortedMap<SourcePartition, Tally> tallies) {
    this.tallies = tallies;
  }

  /** The bucket of these tallies, which it copies. */
  public static MinuteBucket of(Map<SourcePartition, Tally> tallies) {
    SortedMap<SourcePartition, Tally> copies = new TreeMap<>();
    tallies.forEach((source, tally) -> copies.put(source, tally.copy()));
    return new MinuteBucket(copies);
  }

  /**
   * The bucket with {@code partial} as what {@code source} has counted, unless the bucket knows
   * more of that source already. Partials are absolute: the one that has read further replaces the
   * other.
   */
  public MinuteBucket merge(SourcePartition source, Tally partial) {
    Tally known = tallies.get(source);
    if (known != null && further(known, partial).equals(known)) {
      return this;
    }
    SortedMap<SourcePartition, Tally> merged = new TreeMap<>(tallies);
    merged.put(source, partial.copy());
    return new MinuteBucket(merged);
  }

  /** What both buckets know together. */
  public MinuteBucket merge(MinuteBucket other) {
    SortedMap<SourcePartition, Tally> merged = new TreeMap<>(tallies);
    other.tallies.forEach((source, tally) -> merged.merge(source, tally, MinuteBucket::further));
    return new MinuteBucket(merged);
  }

  /** The raw partitions that carried the minute. */
  public Set<SourcePartition> sources() {
    return Collections.unmodifiableSet(tallies.keySet());
  }

  /** The sum over all sources. */
  public Totals totals() {
    Totals sum = Totals.EMPTY;
    for (Tally tally : tallies.values()) {
      sum = sum.plus(Totals.of(tally));
    }
    return sum;
  }

  /**
   * The latest valid event time, in epoch milliseconds; {@link Long#MIN_VALUE} if there is none.
   */
  public long latestEventTimeMs() {
    return tallies.values().stream()
        .mapToLong(Tally::latestEventTimeMs)
        .max()
        .orElse(Long.MIN_VALUE);
  }

  /** The earliest arrival, in epoch milliseconds; {@link Long#MAX_VALUE} if nothing was counted. */
  public long firstArrivalMs() {
    return tallies.values().stream().mapToLong(Tally::firstArrivalMs).min().orElse(Long.MAX_VALUE);
  }

  /** First arrival, in epoch milliseconds, of each producer version seen. */
  public Map<Producer, Long> producers() {
    Map<Producer, Long> earliest = new HashMap<>();
    for (Tally tally : tallies.values()) {
      tally.producers().forEach((producer, at) -> earliest.merge(producer, at, Math::min));
    }
    return Collections.unmodifiableMap(earliest);
  }

  SortedMap<SourcePartition, Tally> tallies() {
    return tallies;
  }

  /**
   * The tally that has read further. Two that have read equally far are equal in practice; if they
   * are not, any order will do as long as it is the same whichever comes first.
   */
  private static Tally further(Tally left, Tally right) {
    if (left.lastOffset() != right.lastOffset()) {
      return left.lastOffset() > right.lastOffset() ? left : right;
    }
    if (left.events() != right.events()) {
      return left.events() > right.events() ? left : right;
    }
    if (left.equals(right)) {
      return left;
    }
    return Arrays.compare(TallyCodec.encode(left), TallyCodec.encode(right)) >= 0 ? left : right;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MinuteBucket that && tallies.equals(that.tallies);
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
