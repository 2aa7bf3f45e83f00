package io.signalfactory.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The root command: it does nothing itself but show what there is. */
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
      EvidenceCommand.class,
      SignalsCommand.class,
      BreachesCommand.class,
      BacktestCommand.class,
      TopologyCommand.class,
      DocsCommand.class
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:the check that was asked for failed",
      "2:wrong usage or configuration",
      "3:what is needed (broker, port) could not be had"
    })
public final class SignalFactory implements Runnable {

  @Spec private CommandSpec spec;

  private SignalFactory() {}

  public static void main(String[] args) {
    // A writer of picocli's own would hide from its owner that nobody reads any more. JSON is
    // UTF-8.
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    System.exit(commandLine().setOut(out).execute(args));
  }

  static CommandLine commandLine() {
    ErrorReport errors = new ErrorReport();
    return new CommandLine(new SignalFactory())
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
