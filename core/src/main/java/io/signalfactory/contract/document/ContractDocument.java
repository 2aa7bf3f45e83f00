package io.signalfactory.contract.document;

import io.signalfactory.contract.Contract;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contract document after reading: either a contract that may take effect, or everything that is
 * wrong with it.
 *
 * @param contract the contract; null if the document has a problem
 * @param problems every mistake, in the order of the document; empty if there is a contract
 */
public record ContractDocument(@Nullable Contract contract, List<ContractProblem> problems) {

  public ContractDocument {
    problems = List.copyOf(problems);
    if ((contract == null) == problems.isEmpty()) {
      throw new IllegalArgumentException("a document is a contract or has problems, never both");
    }
  }

  /** Whether the document may take effect. */
  public boolean valid() {
    return contract != null;
  }
}
