package io.signalfactory.tally;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One minute of one dataset: the latest partial of every raw partition that has events or arrivals
 * in it. Immutable. Merging is associative, commutative and idempotent, so partials may be repeated
 * and may come in any order.
 */
public final class MinuteBucket {

  /** A minute in which nothing has been counted. */
  public static final MinuteBucket EMPTY = new MinuteBucket(new TreeMap<>());

  /**
   * Orders the snapshots of one source by how far the source had been read. Two that had been read
   * equally far are equal in practice. If they are not, any order will do, as long as it does not
   * depend on which comes first.
   */
  private static final Comparator<TallySnapshot> BY_PROGRESS =
      Comparator.comparingLong(TallySnapshot::lastOffset)
          .thenComparingLong(TallySnapshot::events)
          .thenComparing(TallyCodec::encode, Arrays::compare);

  private final SortedMap<SourcePartition, TallySnapshot> tallies;

  private MinuteBucket(SortedMap<SourcePartition, TallySnapshot> tallies) {
    this.tallies = tallies;
  }

  /** The bucket with these partials. */
  static MinuteBucket of(Map<SourcePartition, TallySnapshot> tallies) {
    return new MinuteBucket(new TreeMap<>(tallies));
  }

  /**
   * The bucket with {@code partial} as the count of {@code source}, unless the bucket has a later
   * one. A partial holds the whole count so far: the later one replaces the earlier one.
   */
  public MinuteBucket merge(SourcePartition source, TallySnapshot partial) {
    TallySnapshot known = tallies.get(source);
    if (known != null && BY_PROGRESS.compare(known, partial) >= 0) {
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

  /** Who sent the events of all sources. */
  public Senders senders() {
    Senders sum = Senders.NONE;
    for (TallySnapshot tally : tallies.values()) {
      sum = sum.plus(tally.senders());
    }
    return sum;
  }

  /** The raw partitions that events of it came from. */
  public Set<SourcePartition> sources() {
    return tallies.entrySet().stream()
        .filter(tally -> tally.getValue().events() > 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
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
