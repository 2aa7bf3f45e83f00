package io.signalfactory.server.cluster;

import io.signalfactory.query.Address;
import io.signalfactory.query.Holders;
import io.signalfactory.query.Holding;
import io.signalfactory.query.NotReadyException;
import io.signalfactory.query.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Where an answer about a partition can come from. */
sealed interface Source {

  /** The stores of this instance. */
  record Here() implements Source {}

  /** Another instance. */
  record There(Address address) implements Source {}

  /**
   * The sources of a partition, the best first: this instance if it judges, else the instance that
   * does, else the copies.
   *
   * @param blind whether this instance, though it judges, is blind to a partition; then others may
   *     have taken over, and this instance has not noticed yet
   * @throws NotReadyException if there is none
   */
  static List<Source> of(int partition, Placement placement, IntPredicate blind) {
    Holding here = placement.here(partition);
    boolean judgesHere = here == Holding.ACTIVE && !blind.test(partition);
    List<Source> sources = new ArrayList<>();
    if (judgesHere) {
      sources.add(new Here());
    }
    Holders holders = holders(partition, placement, here);
    Address active = holders.active();
    if (active != null) {
      addOther(active, placement, sources);
    }
    if (here == Holding.COPY) {
      sources.add(new Here());
    }
    holders.standbys().forEach(standby -> addOther(standby, placement, sources));
    if (here == Holding.ACTIVE && !judgesHere) {
      sources.add(new Here());
    }
    if (sources.isEmpty()) {
      throw new NotReadyException(
          "the datasets of partition "
              + partition
              + " are moving or not restored yet"
              + (placement.self().isPresent()
                  ? ""
                  : "; if another instance has them, set http.advertised.url on all instances"),
          null);
    }
    return sources;
  }

  private static Holders holders(int partition, Placement placement, Holding here) {
    try {
      return placement.holders(partition);
    } catch (NotReadyException e) {
      if (here == Holding.NONE) {
        throw e;
      }
      return new Holders(null, List.of());
    }
  }

  private static void addOther(Address address, Placement placement, List<Source> sources) {
    if (!placement.self().filter(address::equals).isPresent()) {
      sources.add(new There(address));
    }
  }
}
