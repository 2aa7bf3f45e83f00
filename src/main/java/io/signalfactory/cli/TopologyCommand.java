package io.signalfactory.cli;

import io.signalfactory.stream.SignalFactoryTopology;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the topology. */
@Command(
    name = "topology",
    description = "Prints the description of the topology, as in topology/; needs no cluster.",
    mixinStandardHelpOptions = true)
final class TopologyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Override
  public Integer call() {
    Logs.silenceClients();
    String description = SignalFactoryTopology.describe(cluster.settings());
    spec.commandLine().getOut().print(description);
    spec.commandLine().getOut().flush();
    return ExitStatus.DONE;
  }
}
