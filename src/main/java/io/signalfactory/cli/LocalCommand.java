package io.signalfactory.cli;

import io.signalfactory.local.Replay;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs everything on one machine. */
@Command(
    name = "local",
    description = {
      "Runs everything on this machine, without anything else installed: a Kafka broker, the topics,",
      "the contracts, the application, its HTTP server, and demo traffic or a replayed file.",
      "Ctrl-C stops it."
    },
    mixinStandardHelpOptions = true)
final class LocalCommand implements Callable<Integer> {

  private static final int MAX_PORT = 65_535;
  private static final int MAX_PARTITIONS = 1_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--contracts",
      paramLabel = "DIR",
      description = "Contracts to put in force (default: contracts/).")
  private @Nullable Path contracts;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port of the HTTP server; 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--bootstrap-port",
      paramLabel = "PORT",
      defaultValue = "9092",
      description = "Port of the broker; 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int bootstrapPort;

  @Option(
      names = "--traffic",
      paramLabel = "demo|none",
      description = {
        "demo: orders and payments, with an incident about every 75 seconds; none: only events that",
        "you send (default: demo, or none with --replay)."
      })
  private @Nullable Traffic traffic;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description = "Sends the lines of this file to --topic, and then keeps running.")
  private @Nullable Path replay;

  @Option(names = "--topic", paramLabel = "TOPIC", description = "The topic for --replay.")
  private @Nullable String topic;

  @Option(
      names = "--rate",
      paramLabel = "N|max",
      description = "Replayed records per second (default: max).")
  private @Nullable String rate;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Partitions of each topic that is created (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "Folder where the broker's data and the state stay between runs (default: a temporary",
        "folder, which is removed at the end)."
      })
  private @Nullable Path data;

  @Mixin private RegistryOption registry;

  @Override
  public Integer call() throws Exception {
    require(port >= 0 && port <= MAX_PORT, "--port must be 0 to 65535");
    require(bootstrapPort >= 0 && bootstrapPort <= MAX_PORT, "--bootstrap-port must be 0 to 65535");
    require(partitions >= 1 && partitions <= MAX_PARTITIONS, "--partitions must be 1 to 1000");
    require((replay == null) == (topic == null), "--replay FILE and --topic T go together");
    require(rate == null || replay != null, "--rate is for --replay");
    require(
        replay == null || traffic != Traffic.DEMO, "--replay takes the place of --traffic demo");
    LocalOptions options =
        new LocalOptions(
            contracts,
            port,
            bootstrapPort,
            replay == null && traffic != Traffic.NONE,
            replay == null || topic == null
                ? null
                : new LocalOptions.ReplayFile(replay, topic, recordsPerSecond()),
            partitions,
            data,
            registry.settings());
    try {
      return new LocalRun(options, spec.commandLine().getOut(), spec.commandLine().getErr()).run();
    } catch (NoClassDefFoundError e) {
      throw CommandException.wrongUsage(
          "`local` needs the broker's libraries, which are not part of this distribution: use the"
              + " launcher of the repository, or `run` against a Kafka cluster");
    }
  }

  private double recordsPerSecond() {
    if (rate == null || rate.equals("max")) {
      return Replay.MAX_RATE;
    }
    try {
      double value = Double.parseDouble(rate);
      if (value > 0 && !Double.isInfinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Refused below.
    }
    throw new ParameterException(
        spec.commandLine(), "--rate must be a number above 0, or max, not '" + rate + "'");
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  private enum Traffic {
    DEMO,
    NONE
  }
}
