package io.signalfactory.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The root command: it only shows the commands. */
@Command(
    name = "signal-factory",
    description = "Turns raw events on Kafka into evidence, signals and breaches.",
    mixinStandardHelpOptions = true,
    versionProvider = SignalFactory.ManifestVersion.class,
    subcommands = {
      LocalCommand.class,
      RunCommand.class,
      TopicsCommand.class,
      ContractsCommand.class,
      DeploymentsCommand.class,
      EvidenceCommand.class,
      DatasetsCommand.class,
      SignalsCommand.class,
      BreachesCommand.class,
      VerifyCommand.class,
      BacktestCommand.class,
      TopologyCommand.class,
      DocsCommand.class
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:a check failed that you asked for",
      "2:wrong usage or configuration",
      "3:something that is needed (broker, port) is not available",
      "70:an error of our own, or the application failed after its start"
    })
public final class SignalFactory implements Runnable {

  @Spec private CommandSpec spec;

  private SignalFactory() {}

  public static void main(String[] args) {
    System.exit(
        commandLine()
            .setOut(PrintableOutput.to(System.out))
            .setErr(PrintableOutput.to(System.err))
            .execute(args));
  }

  static CommandLine commandLine() {
    ErrorReport errors = new ErrorReport();
    return new CommandLine(new SignalFactory())
        // Its texts go through PrintableOutput, which would show the codes of colours.
        .setColorScheme(Help.defaultColorScheme(Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  static final class ManifestVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = SignalFactory.class.getPackage().getImplementationVersion();
      return new String[] {"signal-factory " + (version == null ? "(not packaged)" : version)};
    }
  }
}
