package io.signalfactory.cli;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.document.ContractDocument;
import io.signalfactory.contract.document.ContractFiles;
import io.signalfactory.contract.document.ContractProblem;
import io.signalfactory.contract.document.ContractReader;
import io.signalfactory.rule.RuleCompiler;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The contracts that were found at some paths.
 *
 * @param contracts the valid contracts
 * @param problems every mistake in the other documents
 */
record ContractFolder(List<Contract> contracts, List<ContractProblem> problems) {

  ContractFolder {
    contracts = List.copyOf(contracts);
    problems = List.copyOf(problems);
  }

  static ContractFolder load(List<Path> paths) {
    List<ContractDocument> documents =
        new ContractFiles(new ContractReader(new RuleCompiler())).load(paths);
    return new ContractFolder(
        documents.stream().map(ContractDocument::contract).filter(Objects::nonNull).toList(),
        documents.stream().flatMap(document -> document.problems().stream()).toList());
  }

  /** {@code 3 problems}, or {@code 1 problem}. */
  String countOfProblems() {
    return problems.size() == 1 ? "1 problem" : problems.size() + " problems";
  }
}
