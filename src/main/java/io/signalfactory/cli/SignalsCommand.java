package io.signalfactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalfactory.signal.State;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the signals topic: the latest state of each signal, and then new states. */
@Command(
    name = "signals",
    description = "Prints the latest state of every signal, and with --follow every new one.",
    mixinStandardHelpOptions = true)
final class SignalsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private UrlOptions url;
  @Mixin private ReadOptions read;
  @Mixin private OutputOption output;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only this state: ${COMPLETION-CANDIDATES}.")
  private @Nullable State state;

  @Override
  public Integer call() {
    Logs.silenceClients();
    RecordFormat format = RecordFormat.forTerminal();
    PrintWriter out = spec.commandLine().getOut();
    RecordPrinter printer =
        new RecordPrinter(
            output.json() ? out : format.output(out),
            output.json(),
            format::signal,
            this::wanted,
            read.max());
    Optional<InstanceClient> instance = url.instance();
    if (instance.isPresent()) {
      read.requireNoneOfTopics();
      ask(instance.orElseThrow(), printer);
      return ExitStatus.DONE;
    }
    try (Cluster connected = Cluster.connect(cluster.settings());
        TopicReader reader = TopicReader.open(connected, connected.settings().signalsTopic())) {
      if (read.fromEnd()) {
        reader.skipToEnd();
      }
      boolean more = latest(reader).values().stream().allMatch(printer::print);
      if (more && read.follow()) {
        reader.follow(printer::print, printer::readerIsThere);
      }
      return ExitStatus.DONE;
    }
  }

  private void ask(InstanceClient instance, RecordPrinter printer) {
    Map<String, String> filters = state == null ? Map.of() : Map.of("state", state.name());
    instance.list("/api/v1/signals", filters, printer::print);
  }

  /** The last record of each key, without removed keys, by key. */
  private static SortedMap<String, ConsumerRecord<byte[], byte[]>> latest(TopicReader reader) {
    SortedMap<String, ConsumerRecord<byte[], byte[]>> latest = new TreeMap<>();
    reader.readToEnd(
        record -> {
          if (record.key() != null) {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
              latest.remove(key);
            } else {
              latest.put(key, record);
            }
          }
          return true;
        });
    return latest;
  }

  private boolean wanted(JsonNode signal) {
    return Wanted.dataset(read, signal) && Wanted.is(state, signal.path("state"));
  }
}
