package io.signalfactory.cli;

import io.signalfactory.cli.ContractPublisher.Proposal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes contracts: all of them, or none. */
@Command(
    name = "apply",
    description = {
      "Puts contracts in force, also in a running application. If one is invalid or breaks",
      "compatibility with the version in force, none is published."
    },
    mixinStandardHelpOptions = true)
final class ContractsApplyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private OutputOption output;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Contract files, or folders of them.")
  private List<Path> paths;

  @Option(names = "--force", description = "Publish even contracts that break compatibility.")
  private boolean force;

  @Override
  public Integer call() {
    Logs.silenceClients();
    ContractFolder found = ContractFolder.load(paths);
    if (!found.problems().isEmpty()) {
      found.problems().forEach(spec.commandLine().getErr()::println);
      throw CommandException.checkFailed(
          found.countOfProblems() + " in the contracts: none was published");
    }
    if (found.contracts().isEmpty()) {
      throw CommandException.wrongUsage("there is no contract (*.yaml, *.yml, *.json) at " + paths);
    }
    try (Cluster connected = Cluster.connect(cluster.settings())) {
      ContractPublisher publisher = new ContractPublisher(connected);
      List<Proposal> proposals = publisher.propose(found.contracts());
      if (!force) {
        refuseIncompatible(proposals);
      }
      publisher.publish(proposals);
      proposals.forEach(this::print);
      return ExitStatus.DONE;
    }
  }

  private void refuseIncompatible(List<Proposal> proposals) {
    PrintWriter err = spec.commandLine().getErr();
    boolean refused = false;
    for (Proposal proposal : proposals) {
      for (String why : proposal.incompatibilities()) {
        err.println(
            proposal.contract().urn()
                + " "
                + proposal.contract().version()
                + " breaks compatibility with version "
                + proposal.previousVersion()
                + ": "
                + why);
        refused = true;
      }
    }
    if (refused) {
      throw CommandException.checkFailed(
          "none was published: correct them, or publish them anyway with --force");
    }
  }

  private void print(Proposal proposal) {
    String urn = proposal.contract().urn();
    String version = proposal.contract().version();
    PrintWriter out = spec.commandLine().getOut();
    if (output.json()) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("urn", urn);
      members.put("version", version);
      members.put("previous_version", proposal.previousVersion());
      members.put("result", proposal.unchanged() ? "unchanged" : "applied");
      out.println(JsonLine.of(members));
    } else if (proposal.unchanged()) {
      out.println("unchanged " + urn + " " + version);
    } else {
      String was =
          proposal.previousVersion() == null ? "(new)" : "(was " + proposal.previousVersion() + ")";
      out.println("applied " + urn + " " + version + " " + was);
    }
  }
}
