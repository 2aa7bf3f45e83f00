package io.signalfactory.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about contracts. */
@Command(
    name = "contracts",
    description =
        "Drafts and checks contracts, puts them in force, and shows the contracts in force.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ContractsInferCommand.class,
      ContractsValidateCommand.class,
      ContractsApplyCommand.class,
      ContractsListCommand.class,
      ContractsShowCommand.class,
      ContractsDiffCommand.class
    })
final class ContractsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "choose one: contracts infer, validate, apply, list, show or diff");
  }
}
