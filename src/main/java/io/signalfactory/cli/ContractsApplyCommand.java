package io.signalfactory.cli;

import io.signalfactory.contract.Compatibility;
import io.signalfactory.contract.Contract;
import io.signalfactory.control.ContractCheck;
import io.signalfactory.control.ContractRequest;
import io.signalfactory.control.Decision;
import io.signalfactory.control.Precondition;
import io.signalfactory.control.Proposal;
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
    ContractCheck found = ContractCheck.of(paths);
    if (!found.problems().isEmpty()) {
      found.problems().forEach(spec.commandLine().getErr()::println);
      throw CommandException.checkFailed(
          found.countOfProblems() + " in the contracts: none was published");
    }
    if (found.contracts().isEmpty()) {
      throw CommandException.wrongUsage("there is no contract (*.yaml, *.yml, *.json) at " + paths);
    }
    refuseOpenOwners(found.contracts());
    try (Cluster connected = Cluster.connect(cluster.settings())) {
      Decision decision =
          Control.change(
              connected, new ContractRequest.Apply(found.contracts(), Precondition.NONE, force));
      if (decision instanceof Decision.Accepted accepted) {
        accepted.proposals().forEach(this::print);
        return ExitStatus.DONE;
      }
      throw refused(decision);
    }
  }

  private static void refuseOpenOwners(List<Contract> contracts) {
    List<String> open =
        contracts.stream().filter(Contract::ownerIsOpen).map(Contract::urn).toList();
    if (!open.isEmpty()) {
      throw CommandException.checkFailed(
          "none was published: say who owns "
              + String.join(", ", open)
              + " (metadata.owner is still "
              + Contract.OPEN_OWNER
              + ")");
    }
  }

  private CommandException refused(Decision decision) {
    if (!(decision instanceof Decision.Breaking breaking)) {
      throw new IllegalStateException("nothing else was asked for: " + decision);
    }
    PrintWriter err = spec.commandLine().getErr();
    for (Proposal proposal : breaking.proposals()) {
      for (Compatibility.Change why : proposal.breaking()) {
        err.println(
            proposal.urn()
                + " "
                + version(proposal)
                + " breaks compatibility with version "
                + proposal.previousVersion()
                + ": "
                + why.sentence());
      }
    }
    return CommandException.checkFailed(
        "none was published: correct them, or publish them anyway with --force");
  }

  private static String version(Proposal proposal) {
    return proposal.contract() == null ? "" : proposal.contract().version();
  }

  private void print(Proposal proposal) {
    String urn = proposal.urn();
    String version = version(proposal);
    boolean unchanged = proposal.effect() == Proposal.Effect.UNCHANGED;
    PrintWriter out = spec.commandLine().getOut();
    if (output.json()) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("urn", urn);
      members.put("version", version);
      members.put("previous_version", proposal.previousVersion());
      members.put("result", unchanged ? "unchanged" : "applied");
      out.println(JsonLine.of(members));
    } else if (unchanged) {
      out.println("unchanged " + urn + " " + version);
    } else {
      String was =
          proposal.previousVersion() == null ? "(new)" : "(was " + proposal.previousVersion() + ")";
      out.println("applied " + urn + " " + version + " " + was);
    }
  }
}
