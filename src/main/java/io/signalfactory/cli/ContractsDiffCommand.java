package io.signalfactory.cli;

import io.signalfactory.contract.Compatibility;
import io.signalfactory.contract.Contract;
import io.signalfactory.control.ContractCheck;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two versions of a contract. */
@Command(
    name = "diff",
    description = {
      "Shows what changes between two versions of a contract, and whether a change loosens the",
      "promise to readers or tightens the demand on producers; exit status 1 if the new one breaks",
      "compatibility."
    },
    mixinStandardHelpOptions = true)
final class ContractsDiffCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private OutputOption output;

  @Parameters(index = "0", paramLabel = "OLD", description = "File of the old version.")
  private Path before;

  @Parameters(index = "1", paramLabel = "NEW", description = "File of the new version.")
  private Path after;

  @Override
  public Integer call() {
    Contract old = only(before);
    Contract proposed = only(after);
    if (!old.urn().equals(proposed.urn())) {
      throw CommandException.wrongUsage(
          before
              + " is about "
              + old.urn()
              + " and "
              + after
              + " about "
              + proposed.urn()
              + ": only versions of one dataset can be compared");
    }
    List<Compatibility.Change> changes = Compatibility.compare(old, proposed);
    PrintWriter out = spec.commandLine().getOut();
    for (Compatibility.Change change : changes) {
      out.println(
          output.json()
              ? JsonLine.of(json(change))
              : (change.breaking() ? "breaking    " : "compatible  ") + change.sentence());
    }
    if (changes.isEmpty() && !output.json()) {
      out.println("no difference");
    }
    return changes.stream().anyMatch(Compatibility.Change::breaking)
        ? ExitStatus.CHECK_FAILED
        : ExitStatus.DONE;
  }

  private static Map<String, Object> json(Compatibility.Change change) {
    return Map.of(
        "breaking", change.breaking(),
        "loosens_promise_to_readers", change.effect().loosensPromise(),
        "tightens_demand_on_producers", change.effect().tightensDemand(),
        "message", change.message());
  }

  private Contract only(Path file) {
    ContractCheck found = ContractCheck.of(List.of(file));
    found.problems().forEach(spec.commandLine().getErr()::println);
    if (!found.problems().isEmpty()) {
      throw CommandException.wrongUsage(file + " is not a valid contract");
    }
    if (found.contracts().size() != 1) {
      throw CommandException.wrongUsage(
          file + " contains " + found.contracts().size() + " contracts; name a file with one");
    }
    return found.contracts().get(0);
  }
}
