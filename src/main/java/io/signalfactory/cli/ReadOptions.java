package io.signalfactory.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for which part of a topic is printed. */
final class ReadOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--from",
      paramLabel = "beginning|end",
      defaultValue = "beginning",
      description = "Where to start reading (default: ${DEFAULT-VALUE}).")
  private From from = From.BEGINNING;

  @Option(
      names = "--follow",
      description = "Wait for new records; without it, stop where the topic ended at the start.")
  private boolean follow;

  private long max = Long.MAX_VALUE;

  @Option(
      names = "--dataset",
      paramLabel = "URN",
      description = "Only this dataset, for example urn:dp:orders:created.")
  private @Nullable String dataset;

  @Option(names = "--max", paramLabel = "N", description = "Stop after this many records.")
  void setMax(long value) {
    if (value < 1) {
      throw new ParameterException(command.commandLine(), "--max must be at least 1, not " + value);
    }
    max = value;
  }

  /**
   * Refuses what only topics have.
   *
   * @throws CommandException if such an option is given
   */
  void requireNoneOfTopics() {
    if (follow || from == From.END) {
      throw CommandException.wrongUsage(
          "--follow and --from read the topic, so they do not go with --url");
    }
  }

  boolean fromEnd() {
    return from == From.END;
  }

  boolean follow() {
    return follow;
  }

  long max() {
    return max;
  }

  @Nullable String dataset() {
    return dataset;
  }

  private enum From {
    BEGINNING,
    END
  }
}
