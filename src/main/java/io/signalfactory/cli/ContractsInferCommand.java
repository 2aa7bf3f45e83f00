package io.signalfactory.cli;

import io.signalfactory.config.Settings;
import io.signalfactory.gate.IdentityRules;
import io.signalfactory.infer.ContractDrafts;
import io.signalfactory.infer.Draft;
import io.signalfactory.infer.DraftJson;
import io.signalfactory.infer.Sample;
import io.signalfactory.infer.SampledRecord;
import io.signalfactory.replay.ReplayLineException;
import io.signalfactory.replay.ReplayReader;
import io.signalfactory.replay.ReplayRecord;
import io.signalfactory.sampling.KafkaSampler;
import io.signalfactory.sampling.SampleLimits;
import io.signalfactory.sampling.UnknownTopicException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Drafts a contract from the events of a topic, or of a file. */
@Command(
    name = "infer",
    description =
        "Drafts a contract and prints it as YAML with comments. Of a topic, --max records are read"
            + " from all partitions, each at 10 places from its beginning to its end, in at most 20"
            + " seconds; of a file, the first --max records. At most 64 MiB are read. Fill in the"
            + " owner, then validate and apply it.",
    mixinStandardHelpOptions = true)
final class ContractsInferCommand implements Callable<Integer> {

  private static final int MOST_RECORDS = 100_000;
  private static final Pattern TOPIC_NAME = Pattern.compile("[A-Za-z0-9._-]{1,249}");
  private static final long MOST_BYTES = 64L << 20;

  private static final Duration MOST_TIME = Duration.ofSeconds(20);

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private OutputOption output;

  @Option(
      names = "--input",
      paramLabel = "FILE.jsonl",
      description = "Instead of a topic: events, one per line, in the format of local --replay.")
  private @Nullable Path input;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      required = true,
      description = "The topic whose events are described.")
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
    Settings settings = cluster.settings();
    Sample sample = input == null ? ofTopic(settings) : ofFile(input);
    Draft draft =
        ContractDrafts.of(
                sample,
                new IdentityRules(
                    settings.serviceHeaders(),
                    settings.versionHeaders(),
                    settings.topicProducers()))
            .orElseThrow(() -> CommandException.checkFailed(nothingIn(sample)));
    PrintWriter out = spec.commandLine().getOut();
    if (output.json()) {
      out.println(DraftJson.tree(sample, draft));
    } else {
      out.print(draft.yaml());
    }
    out.flush();
    return ExitStatus.DONE;
  }

  private String nothingIn(Sample sample) {
    String source = input == null ? topic : input.toString();
    return sample.records().isEmpty()
        ? source + " has no records: send some first"
        : "no record of " + source + " is one JSON object: nothing to draft from";
  }

  private Sample ofTopic(Settings settings) {
    try (Cluster connected = Cluster.connect(settings)) {
      return new KafkaSampler(connected.settings().consumerProperties())
          .sample(topic, new SampleLimits(max, MOST_BYTES, MOST_TIME));
    } catch (UnknownTopicException e) {
      throw CommandException.wrongUsage(
          "there is no topic " + topic + " at " + settings.bootstrapServers());
    }
  }

  private Sample ofFile(Path file) {
    List<SampledRecord> sample = new ArrayList<>();
    long bytes = 0;
    boolean more = true;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      ReplayReader reader = new ReplayReader(in);
      while (more && sample.size() < max && bytes < MOST_BYTES) {
        ReplayRecord next = next(file, reader);
        more = next != null;
        if (next != null) {
          bytes += next.value() == null ? 0 : next.value().length;
          sample.add(sampled(next, sample.size()));
        }
      }
    } catch (IOException e) {
      throw CommandException.wrongUsage(
          file + " cannot be read: " + e.getClass().getSimpleName() + "; check that it is a file");
    }
    return new Sample(
        topic,
        sample,
        List.of((more ? "The first " : "All ") + sample.size() + " records of a file."));
  }

  private @Nullable ReplayRecord next(Path file, ReplayReader reader) throws IOException {
    try {
      return reader.next();
    } catch (ReplayLineException e) {
      throw CommandException.wrongUsage(file + ":" + reader.lineNumber() + ": " + e.getMessage());
    }
  }

  private static SampledRecord sampled(ReplayRecord read, long before) {
    Map<String, String> headers = new HashMap<>();
    read.headers()
        .forEach(
            header -> {
              if (header.value() != null) {
                headers.put(header.key(), text(header.value()));
              }
            });
    return new SampledRecord(
        0,
        before,
        read.key() == null ? null : text(read.key()),
        headers,
        read.value(),
        read.timestamp());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
