package io.signalfactory.stream.signals;

import io.signalfactory.contract.Contract;
import io.signalfactory.gate.ContractCatalog;
import io.signalfactory.stream.report.DatasetPartitioner;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The datasets that a SIGNALS task judges, in a stable order: those that it knows, and those that
 * have a contract and belong to its partition. The list is built anew only when a dataset was added
 * or removed.
 */
final class Roster {

  private final ContractCatalog catalog;
  private final int partition;
  private final int partitions;
  private List<Contract> contracts = List.of();
  private List<String> urns = List.of();
  private boolean outdated = true;

  /**
   * An empty roster.
   *
   * @param catalog the contracts in force
   * @param partition the task's partition
   * @param partitions how many partitions there are
   */
  Roster(ContractCatalog catalog, int partition, int partitions) {
    this.catalog = catalog;
    this.partition = partition;
    this.partitions = partitions;
  }

  /** Takes note that the task knows a dataset more, or one less. */
  void outdate() {
    outdated = true;
  }

  /**
   * The URNs of the datasets.
   *
   * @param known the datasets that the task knows
   * @param judged the datasets that have a state. They need no {@link #outdate} of their own, as
   *     each becomes known when it is judged again.
   */
  List<String> of(Set<String> known, Set<String> judged) {
    List<Contract> inForce = catalog.contracts();
    if (outdated || !same(inForce, contracts)) {
      Set<String> sorted = new TreeSet<>(known);
      sorted.addAll(judged);
      for (Contract contract : inForce) {
        if (DatasetPartitioner.partition(contract.urn(), partitions) == partition) {
          sorted.add(contract.urn());
        }
      }
      urns = List.copyOf(sorted);
      contracts = inForce;
      outdated = false;
    }
    return urns;
  }

  /** Whether both lists have the same objects in the same order, as they do until one changes. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean same(List<Contract> some, List<Contract> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (some.get(i) != others.get(i)) {
        return false;
      }
    }
    return true;
  }
}
