package io.signalfactory.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about the application's own topics. */
@Command(
    name = "topics",
    description = "Creates the topics that the application writes, or checks them.",
    mixinStandardHelpOptions = true,
    subcommands = {TopicsCreateCommand.class, TopicsCheckCommand.class})
final class TopicsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "choose one: topics create, or topics check");
  }
}
