package io.signalfactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.State;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the breaches topic, sorted by time. */
@Command(
    name = "breaches",
    description =
        "Prints every transition of every breach, oldest first; with --url the latest of each.",
    mixinStandardHelpOptions = true)
final class BreachesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private UrlOptions url;
  @Mixin private ReadOptions read;
  @Mixin private OutputOption output;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only this severity: WARNING, CRITICAL.")
  private @Nullable State severity;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only this transition: ${COMPLETION-CANDIDATES}.")
  private Breach.@Nullable Status status;

  @Override
  public Integer call() {
    Logs.silenceClients();
    RecordFormat format = RecordFormat.forTerminal();
    PrintWriter out = spec.commandLine().getOut();
    RecordPrinter printer =
        new RecordPrinter(
            output.json() ? out : format.output(out),
            output.json(),
            format::breach,
            this::wanted,
            read.max());
    Optional<InstanceClient> instance = url.instance();
    if (instance.isPresent()) {
      read.requireNoneOfTopics();
      ask(instance.orElseThrow(), printer);
      return ExitStatus.DONE;
    }
    try (Cluster connected = Cluster.connect(cluster.settings());
        TopicReader reader = TopicReader.open(connected, connected.settings().breachesTopic())) {
      if (read.fromEnd()) {
        reader.skipToEnd();
      }
      boolean more = sortedByTime(reader).stream().allMatch(printer::print);
      if (more && read.follow()) {
        reader.follow(printer::print, printer::readerIsThere);
      }
      return ExitStatus.DONE;
    }
  }

  /** An instance has the latest transition of each breach, the newest first. */
  private void ask(InstanceClient instance, RecordPrinter printer) {
    String dataset = read.dataset();
    List<JsonNode> newestFirst = new ArrayList<>();
    try {
      instance.list(
          "/api/v1/breaches",
          dataset == null ? Map.of() : Map.of("dataset", dataset),
          newestFirst::add);
    } finally {
      Collections.reverse(newestFirst);
      var unused = newestFirst.stream().allMatch(printer::print);
    }
  }

  // Datasets are distributed over partitions, and partitions are read one after the other.
  private static List<ConsumerRecord<byte[], byte[]>> sortedByTime(TopicReader reader) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    reader.readToEnd(records::add);
    records.sort(
        Comparator.comparingLong(ConsumerRecord<byte[], byte[]>::timestamp)
            .thenComparingInt(ConsumerRecord::partition)
            .thenComparingLong(ConsumerRecord::offset));
    return records;
  }

  private boolean wanted(JsonNode breach) {
    return Wanted.dataset(read, breach)
        && Wanted.is(severity, breach.path("severity"))
        && Wanted.is(status, breach.path("status"));
  }
}
