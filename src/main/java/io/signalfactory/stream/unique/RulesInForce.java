package io.signalfactory.stream.unique;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.QualityRule;
import io.signalfactory.gate.ContractCatalog;
import io.signalfactory.gate.UniqueRule;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** The unique rules that are in force. The keys of all others can be removed. */
public final class RulesInForce {

  /** Rules are retired seldom, and keys that stay a little longer only take room. */
  public static final Duration LOOK_EVERY = Duration.ofMinutes(10);

  private RulesInForce() {}

  /** The ids of the unique rules of every contract in force. */
  public static Set<Long> of(ContractCatalog catalog) {
    Set<Long> ids = new HashSet<>();
    for (Contract contract : catalog.contracts()) {
      for (QualityRule rule : contract.rules()) {
        if (rule instanceof QualityRule.Unique unique) {
          ids.add(UniqueRule.of(contract, unique).id());
        }
      }
    }
    return ids;
  }
}
