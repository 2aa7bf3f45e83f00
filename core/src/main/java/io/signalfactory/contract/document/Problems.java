package io.signalfactory.contract.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the mistakes of one document while it is read. */
final class Problems {

  /** A document full of mistakes must not make an endless report. */
  private static final int MAX_KEPT = 1_000;

  private final String source;
  private final List<ContractProblem> found = new ArrayList<>();

  Problems(String source) {
    this.source = source;
  }

  void add(Place place, String message) {
    if (found.size() < MAX_KEPT) {
      found.add(new ContractProblem(source, place.line(), place.column(), message));
    }
  }

  int count() {
    return found.size();
  }

  /** Every mistake, in the order of the document. */
  List<ContractProblem> inOrder() {
    return found.stream()
        .sorted(
            Comparator.comparingInt(ContractProblem::line)
                .thenComparingInt(ContractProblem::column))
        .toList();
  }
}
