package io.signalfactory.contract.document;

import io.signalfactory.contract.Contract;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contract document that was read: either a contract, or the mistakes because of which the
 * document is refused.
 *
 * @param contract the contract; null if the document has a mistake
 * @param problems every mistake, in the order of the document; empty if there is a contract
 */
public record ContractDocument(@Nullable Contract contract, List<ContractProblem> problems) {

  public ContractDocument {
    problems = List.copyOf(problems);
    if ((contract == null) == problems.isEmpty()) {
      throw new IllegalArgumentException("a document either is a contract or has problems");
    }
  }
}
