package io.signalfactory.tally;

import java.util.Comparator;

/**
 * The raw partition that records came from.
 *
 * @param topic its topic
 * @param partition its number, from 0
 */
public record SourcePartition(String topic, int partition) implements Comparable<SourcePartition> {

  private static final Comparator<SourcePartition> ORDER =
      Comparator.comparing(SourcePartition::topic).thenComparingInt(SourcePartition::partition);

  @Override
  public int compareTo(SourcePartition other) {
    return ORDER.compare(this, other);
  }
}
