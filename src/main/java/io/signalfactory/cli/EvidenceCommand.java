package io.signalfactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalfactory.gate.Outcome;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the evidence topic. */
@Command(
    name = "evidence",
    description =
        "Prints Evidence: the result for each raw record, with the outcome of every gate.",
    mixinStandardHelpOptions = true)
final class EvidenceCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private ReadOptions read;
  @Mixin private OutputOption output;

  @Option(
      names = "--outcome",
      paramLabel = "OUTCOME",
      description = "Only this outcome: ${COMPLETION-CANDIDATES}.")
  private @Nullable Outcome outcome;

  @Override
  public Integer call() {
    Logs.silenceClients();
    try (Cluster connected = Cluster.connect(cluster.settings());
        TopicReader reader = TopicReader.open(connected, connected.settings().evidenceTopic())) {
      RecordFormat format = RecordFormat.forTerminal();
      PrintWriter out = spec.commandLine().getOut();
      RecordPrinter printer =
          new RecordPrinter(
              output.json() ? out : format.output(out),
              output.json(),
              format::evidence,
              this::wanted,
              read.max());
      if (read.fromEnd()) {
        reader.skipToEnd();
      }
      if (reader.readToEnd(printer::print) && read.follow()) {
        reader.follow(printer::print, printer::readerIsThere);
      }
      return ExitStatus.DONE;
    }
  }

  private boolean wanted(JsonNode evidence) {
    return Wanted.dataset(read, evidence) && Wanted.is(outcome, evidence.path("outcome"));
  }
}
