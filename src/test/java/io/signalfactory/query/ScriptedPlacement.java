package io.signalfactory.query;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Four partitions, which are all judged here until a test places them elsewhere. */
public final class ScriptedPlacement implements Placement {

  public static final int PARTITIONS = 4;

  private final Map<Integer, Holding> here = new ConcurrentHashMap<>();
  private final Map<Integer, Holders> holders = new ConcurrentHashMap<>();
  private final SortedSet<Address> others = new TreeSet<>();
  private volatile @Nullable Address self;

  public static int partition(String urn) {
    return Math.floorMod(urn.hashCode(), PARTITIONS);
  }

  public synchronized void reset() {
    here.clear();
    holders.clear();
    others.clear();
    self = null;
  }

  /** From now on this is where others reach it. */
  public void advertises(Address address) {
    self = address;
  }

  /** From now on this is what it has of a partition. */
  public void holds(int partition, Holding holding) {
    here.put(partition, holding);
  }

  /** From now on these hold a partition. */
  public synchronized void place(int partition, @Nullable Address active, Address... standbys) {
    holders.put(partition, new Holders(active, List.of(standbys)));
    if (active != null) {
      others.add(active);
    }
    others.addAll(List.of(standbys));
  }

  @Override
  public int partitionOf(String datasetUrn) {
    return partition(datasetUrn);
  }

  @Override
  public int partitions() {
    return PARTITIONS;
  }

  @Override
  public Holding here(int partition) {
    return here.getOrDefault(partition, Holding.ACTIVE);
  }

  @Override
  public Optional<Address> self() {
    return Optional.ofNullable(self);
  }

  @Override
  public Holders holders(int partition) {
    return holders.getOrDefault(partition, new Holders(null, List.of()));
  }

  @Override
  public synchronized SortedSet<Address> instances() {
    SortedSet<Address> all = new TreeSet<>(others);
    self().ifPresent(all::add);
    return all;
  }
}
