package io.signalfactory.control;

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
 * Contract documents that were read and checked, with every mistake in them.
 *
 * @param contracts the valid contracts
 * @param problems every mistake in the other documents, with its place
 */
public record ContractCheck(List<Contract> contracts, List<ContractProblem> problems) {

  public ContractCheck {
    contracts = List.copyOf(contracts);
    problems = List.copyOf(problems);
  }

  /** Checks the contract files at some paths, and of folders every contract file in them. */
  public static ContractCheck of(List<Path> paths) {
    return ofDocuments(new ContractFiles(reader()).load(paths));
  }

  /**
   * Checks the documents of a text.
   *
   * @param source what the text came from, for the places of mistakes
   * @param text YAML or JSON: one document, or several separated by {@code ---}
   */
  public static ContractCheck of(String source, String text) {
    return ofDocuments(reader().readTogether(source, text));
  }

  /** {@code 3 problems}, or {@code 1 problem}. */
  public String countOfProblems() {
    return problems.size() == 1 ? "1 problem" : problems.size() + " problems";
  }

  static ContractReader reader() {
    return new ContractReader(new RuleCompiler());
  }

  private static ContractCheck ofDocuments(List<ContractDocument> documents) {
    return new ContractCheck(
        documents.stream().map(ContractDocument::contract).filter(Objects::nonNull).toList(),
        documents.stream().flatMap(document -> document.problems().stream()).toList());
  }
}
