package io.signalfactory.cli;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.document.ContractWriter;
import io.signalfactory.control.PublishedContract;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one contract in force. */
@Command(
    name = "show",
    description = "Shows the contract in force for a dataset, as YAML or JSON.",
    mixinStandardHelpOptions = true)
final class ContractsShowCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private OutputOption output;

  @Parameters(paramLabel = "URN", description = "The dataset, for example urn:dp:orders:created.")
  private String urn;

  @Override
  public Integer call() {
    Logs.silenceClients();
    try (Cluster connected = Cluster.connect(cluster.settings())) {
      Contract contract =
          Control.read(connected)
              .find(urn)
              .map(PublishedContract::contract)
              .orElseThrow(
                  () ->
                      CommandException.checkFailed(
                          "there is no contract in force for "
                              + urn
                              + ": `signal-factory contracts list` shows those that are"));
      spec.commandLine()
          .getOut()
          .print(
              output.json()
                  ? new String(ContractWriter.json(contract), StandardCharsets.UTF_8) + "\n"
                  : ContractWriter.yaml(contract));
      spec.commandLine().getOut().flush();
      return ExitStatus.DONE;
    }
  }
}
