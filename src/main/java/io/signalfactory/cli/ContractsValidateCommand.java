package io.signalfactory.cli;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.document.ContractProblem;
import io.signalfactory.control.ContractCheck;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks contract files. */
@Command(
    name = "validate",
    description = "Reports every mistake as file:line:column: message; exit status 1 if any.",
    mixinStandardHelpOptions = true)
final class ContractsValidateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private OutputOption output;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Contract files, or folders of them.")
  private List<Path> paths;

  @Override
  public Integer call() {
    ContractCheck found = ContractCheck.of(paths);
    PrintWriter out = spec.commandLine().getOut();
    for (ContractProblem problem : found.problems()) {
      out.println(output.json() ? json(problem) : problem.toString());
    }
    for (Contract contract : found.contracts()) {
      out.println(output.json() ? json(contract) : text(contract));
    }
    if (!found.problems().isEmpty()) {
      return ExitStatus.CHECK_FAILED;
    }
    if (found.contracts().isEmpty()) {
      throw CommandException.wrongUsage("there is no contract (*.yaml, *.yml, *.json) at " + paths);
    }
    return ExitStatus.DONE;
  }

  private static String text(Contract contract) {
    return "valid  " + contract.urn() + " " + contract.version();
  }

  private static String json(Contract contract) {
    return JsonLine.of(Map.of("valid", true, "urn", contract.urn(), "version", contract.version()));
  }

  private static String json(ContractProblem problem) {
    return JsonLine.of(
        Map.of(
            "valid", false,
            "source", problem.source(),
            "line", problem.line(),
            "column", problem.column(),
            "message", problem.message()));
  }
}
