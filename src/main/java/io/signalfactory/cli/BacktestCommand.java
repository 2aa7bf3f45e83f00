package io.signalfactory.cli;

import io.signalfactory.backtest.Backtest;
import io.signalfactory.backtest.HistoryException;
import io.signalfactory.config.Settings;
import io.signalfactory.contract.Contract;
import io.signalfactory.control.ContractCheck;
import io.signalfactory.time.TimeFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Finds the breaches that would have opened. */
@Command(
    name = "backtest",
    description =
        "Prints every breach that these contracts would have had in a history, and a summary of"
            + " each signal; needs no cluster. The history drives the clock: it moves with the time"
            + " of each record (its timestamp, or else its event time), as fast as the machine"
            + " allows.",
    mixinStandardHelpOptions = true)
final class BacktestCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private OutputOption output;

  @Option(
      names = "--contracts",
      paramLabel = "DIR",
      required = true,
      description = "Contracts to judge by; those of other topics are ignored.")
  private Path contracts;

  @Option(
      names = "--input",
      paramLabel = "FILE.jsonl",
      description = "Events in order of arrival, one per line, in the format of local --replay.")
  private @Nullable Path input;

  @Option(names = "--topic", paramLabel = "TOPIC", description = "The topic of these events.")
  private @Nullable String topic;

  @Option(
      names = "--counts",
      paramLabel = "FILE.csv",
      description =
          "Instead of events, rows of timestamp,count, one per interval; only the volume is judged."
              + " The timestamp is RFC 3339, or seconds or milliseconds since 1970. A missing row is"
              + " an interval without events.")
  private @Nullable Path counts;

  @Option(names = "--dataset", paramLabel = "URN", description = "The dataset of these counts.")
  private @Nullable String dataset;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description =
          "Stop at this time (RFC 3339); the time after the end of the history is judged as"
              + " silence (default: 10 seconds after the end).")
  private @Nullable String until;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties file, for the names of headers (default: config/local.properties).")
  private @Nullable Path config;

  @Mixin private RegistryOption registry;

  @Override
  public Integer call() throws IOException, InterruptedException {
    require((input == null) != (counts == null), "name either --input FILE or --counts FILE");
    require((input == null) == (topic == null), "--input FILE and --topic T go together");
    require((counts == null) == (dataset == null), "--counts FILE and --dataset URN go together");
    Instant stop = until == null ? null : time(until);
    Logs.silenceBacktest();
    try {
      return new BacktestRun(spec.commandLine().getOut(), err(), output.json())
          .run(backtest(), stop);
    } catch (HistoryException e) {
      throw wrong(e);
    }
  }

  private CommandException wrong(HistoryException e) {
    if (e.problems().size() == 1) {
      return CommandException.wrongUsage(e.problems().get(0));
    }
    e.problems().forEach(err()::println);
    return CommandException.wrongUsage("the history has mistakes (see above): nothing was judged");
  }

  private Backtest backtest() {
    Function<Map<String, String>, Settings> settings =
        overrides -> {
          Map<String, String> all = new HashMap<>(registry.settings());
          all.putAll(overrides);
          return ClusterOptions.settings(config, all);
        };
    return input == null
        ? Backtest.ofCounts(
            Objects.requireNonNull(counts),
            chosen(contract -> contract.urn().equals(dataset), "the dataset " + dataset).get(0),
            settings)
        : Backtest.ofRecords(
            input,
            Objects.requireNonNull(topic),
            chosen(contract -> contract.dataset().topic().equals(topic), "the topic " + topic),
            settings);
  }

  private List<Contract> chosen(Predicate<Contract> about, String what) {
    ContractCheck found = ContractCheck.of(List.of(contracts));
    if (!found.problems().isEmpty()) {
      found.problems().forEach(err()::println);
      throw CommandException.checkFailed(
          found.countOfProblems() + " in the contracts of " + contracts + ": nothing was judged");
    }
    List<Contract> chosen = found.contracts().stream().filter(about).toList();
    if (chosen.isEmpty()) {
      throw CommandException.wrongUsage(
          "no contract of "
              + contracts
              + " is about "
              + what
              + ": there are "
              + found.contracts().stream()
                  .map(contract -> contract.urn() + " on " + contract.dataset().topic())
                  .limit(20)
                  .toList());
    }
    return chosen;
  }

  private Instant time(String text) {
    return Instant.ofEpochMilli(
        TimeFormat.RFC3339
            .epochMillis(text)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "--until must be a time like 2026-01-14T12:00:00Z, not '" + text + "'")));
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
