package io.signalfactory.cli;

import org.jspecify.annotations.Nullable;

/** Ends a command with a message for the user and an exit status. */
final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  private CommandException(int status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  static CommandException checkFailed(String message) {
    return new CommandException(ExitStatus.CHECK_FAILED, message, null);
  }

  static CommandException wrongUsage(String message) {
    return new CommandException(ExitStatus.WRONG_USAGE, message, null);
  }

  static CommandException unreachable(String message, @Nullable Throwable cause) {
    return new CommandException(ExitStatus.UNREACHABLE, message, cause);
  }

  static CommandException internal(String message, @Nullable Throwable cause) {
    return new CommandException(ExitStatus.INTERNAL_ERROR, message, cause);
  }

  int status() {
    return status;
  }
}
