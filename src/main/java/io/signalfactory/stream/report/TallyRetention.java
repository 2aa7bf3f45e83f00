package io.signalfactory.stream.report;

import io.signalfactory.contract.DatasetSelector;
import io.signalfactory.gate.ContractCatalog;
import java.util.function.ToLongFunction;

/** For how many minutes the tallies of a dataset are kept: as long as late events are counted. */
public final class TallyRetention implements ToLongFunction<String> {

  private final ContractCatalog catalog;

  public TallyRetention(ContractCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public long applyAsLong(String datasetUrn) {
    return catalog
        .contract(datasetUrn)
        .map(contract -> contract.dataset().lateRetention())
        .orElse(DatasetSelector.DEFAULT_LATE_RETENTION)
        .plusHours(1)
        .toMinutes();
  }
}
