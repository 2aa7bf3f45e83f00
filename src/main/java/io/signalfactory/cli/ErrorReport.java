package io.signalfactory.cli;

import io.signalfactory.config.SettingsException;
import java.util.Objects;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports an error in one line; the stack trace is in the log at level DEBUG. */
final class ErrorReport implements IExecutionExceptionHandler, IParameterExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorReport.class);

  @Override
  public int handleExecutionException(
      Exception error, CommandLine commandLine, ParseResult parseResult) {
    LOG.debug("The command failed", error);
    commandLine.getErr().println("signal-factory: " + message(error));
    return status(error);
  }

  @Override
  public int handleParseException(ParameterException error, String[] args) {
    CommandLine command = error.getCommandLine();
    command.getErr().println("signal-factory: " + error.getMessage());
    UnmatchedArgumentException.printSuggestions(error, command.getErr());
    command
        .getErr()
        .println("Try '" + command.getCommandSpec().qualifiedName() + " --help' for the options.");
    return ExitStatus.WRONG_USAGE;
  }

  private static String message(Exception error) {
    String text = Objects.requireNonNullElse(error.getMessage(), error.getClass().getSimpleName());
    return status(error) == ExitStatus.INTERNAL_ERROR && !(error instanceof CommandException)
        ? "unexpected "
            + error.getClass().getSimpleName()
            + ": "
            + text
            + " (SIGNAL_FACTORY_LOG_LEVEL=DEBUG shows where)"
        : text;
  }

  private static int status(Exception error) {
    if (error instanceof CommandException known) {
      return known.status();
    }
    if (error instanceof SettingsException || error instanceof ConfigException) {
      return ExitStatus.WRONG_USAGE;
    }
    return error instanceof KafkaException ? ExitStatus.UNREACHABLE : ExitStatus.INTERNAL_ERROR;
  }
}
