package io.signalfactory.query;

import java.util.Optional;
import java.util.SortedSet;

/**
 * Where datasets are. Each belongs to a partition by the hash of its URN; the instances share the
 * partitions. Thread-safe.
 */
public interface Placement {

  /** The partition of a dataset, from 0. */
  int partitionOf(String datasetUrn);

  /** How many partitions there are, at least 1. */
  int partitions();

  /** What this instance has of a partition now. */
  Holding here(int partition);

  /** Where the others reach this instance; empty if it advertises no address. */
  Optional<Address> self();

  /**
   * Which instances hold a partition.
   *
   * @throws NotReadyException while the assignment is not known
   */
  Holders holders(int partition);

  /**
   * All instances that advertise an address, this one included.
   *
   * @throws NotReadyException while the assignment is not known
   */
  SortedSet<Address> instances();
}
