package io.signalfactory.cli;

import io.signalfactory.infer.ContractDrafts;
import io.signalfactory.infer.SampledRecord;
import io.signalfactory.replay.ReplayLineException;
import io.signalfactory.replay.ReplayReader;
import io.signalfactory.replay.ReplayRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Drafts a contract from the events of a file. */
@Command(
    name = "infer",
    description =
        "Drafts a contract from a file of events and prints it as YAML with comments. The first"
            + " records are read, up to --max of them and 64 MiB. Fill in the owner, then validate"
            + " and apply it.",
    mixinStandardHelpOptions = true)
final class ContractsInferCommand implements Callable<Integer> {

  private static final int MOST_RECORDS = 100_000;
  private static final Pattern TOPIC_NAME = Pattern.compile("[A-Za-z0-9._-]{1,249}");
  private static final long MOST_BYTES = 64L << 20;

  @Spec private CommandSpec spec;

  @Option(
      names = "--input",
      paramLabel = "FILE.jsonl",
      required = true,
      description = "Events, one per line, in the format of local --replay.")
  private Path input;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      required = true,
      description = "The topic of these events.")
  private String topic;

  @Option(
      names = "--max",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Records to read at most, 1 to 100000 (default: ${DEFAULT-VALUE}).")
  private int max;

  @Override
  public Integer call() {
    if (max < 1 || max > MOST_RECORDS) {
      throw new ParameterException(
          spec.commandLine(), "--max must be 1 to " + MOST_RECORDS + ", not " + max);
    }
    if (!TOPIC_NAME.matcher(topic).matches()) {
      throw new ParameterException(
          spec.commandLine(),
          "--topic must be a Kafka topic's name: 1 to 249 letters, digits, '.', '_' or '-'");
    }
    String draft =
        ContractDrafts.of(topic, sample())
            .orElseThrow(
                () ->
                    CommandException.checkFailed(
                        "no record of " + input + " is one JSON object: nothing to draft from"));
    spec.commandLine().getOut().print(draft);
    spec.commandLine().getOut().flush();
    return ExitStatus.DONE;
  }

  private List<SampledRecord> sample() {
    List<SampledRecord> sample = new ArrayList<>();
    long bytes = 0;
    try (InputStream file = new BufferedInputStream(Files.newInputStream(input))) {
      ReplayReader reader = new ReplayReader(file);
      while (sample.size() < max && bytes < MOST_BYTES) {
        ReplayRecord next = next(reader);
        if (next == null) {
          return sample;
        }
        bytes += next.value() == null ? 0 : next.value().length;
        sample.add(sampled(next));
      }
      return sample;
    } catch (IOException e) {
      throw CommandException.wrongUsage(
          input + " cannot be read: " + e.getClass().getSimpleName() + "; check that it is a file");
    }
  }

  private @Nullable ReplayRecord next(ReplayReader reader) throws IOException {
    try {
      return reader.next();
    } catch (ReplayLineException e) {
      throw CommandException.wrongUsage(input + ":" + reader.lineNumber() + ": " + e.getMessage());
    }
  }

  private static SampledRecord sampled(ReplayRecord read) {
    Map<String, String> headers = new HashMap<>();
    read.headers()
        .forEach(
            header -> {
              if (header.value() != null) {
                headers.put(header.key(), text(header.value()));
              }
            });
    return new SampledRecord(
        read.key() == null ? null : text(read.key()), headers, read.value(), read.timestamp());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
