package io.signalfactory.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about deployments. */
@Command(
    name = "deployments",
    description = "Reports deployments of the services that produce records.",
    mixinStandardHelpOptions = true,
    subcommands = DeploymentsAddCommand.class)
final class DeploymentsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "choose one: deployments add");
  }
}
