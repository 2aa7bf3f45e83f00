package io.signalfactory.cli;

import io.signalfactory.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Generates documents of the repository. */
@Command(
    name = "docs",
    description = "Generates documents of the repository.",
    hidden = true,
    mixinStandardHelpOptions = true)
final class DocsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "choose one: docs configuration");
  }

  @Command(name = "configuration", description = "Prints docs/configuration.md.")
  int configuration() {
    spec.commandLine().getOut().print(Settings.documentation());
    spec.commandLine().getOut().flush();
    return ExitStatus.DONE;
  }
}
