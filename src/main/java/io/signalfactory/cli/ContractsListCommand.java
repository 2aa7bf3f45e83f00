package io.signalfactory.cli;

import io.signalfactory.contract.Contract;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the contracts in force. */
@Command(
    name = "list",
    description = "Lists the contracts in force.",
    mixinStandardHelpOptions = true)
final class ContractsListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    Logs.silenceClients();
    try (Cluster connected = Cluster.connect(cluster.settings())) {
      PrintWriter out = spec.commandLine().getOut();
      for (Contract contract : Control.read(connected).contracts().values()) {
        out.println(output.json() ? json(contract) : text(contract));
      }
      return ExitStatus.DONE;
    }
  }

  private static String text(Contract contract) {
    return "%-32s version %-6s tier %d  %-20s %s"
        .formatted(
            contract.urn(),
            contract.version(),
            contract.tier(),
            contract.owner(),
            contract.dataset().topic());
  }

  private static String json(Contract contract) {
    return JsonLine.of(
        Map.of(
            "urn", contract.urn(),
            "name", contract.name(),
            "version", contract.version(),
            "owner", contract.owner(),
            "tier", contract.tier(),
            "topic", contract.dataset().topic()));
  }
}
