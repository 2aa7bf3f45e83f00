package io.signalfactory.cli;

/** What the exit status of a command means. */
final class ExitStatus {

  static final int DONE = 0;

  /** The check that the command was asked for failed. */
  static final int CHECK_FAILED = 1;

  /** Wrong usage or configuration. */
  static final int WRONG_USAGE = 2;

  /** What the command needs (a broker, a port) could not be had. */
  static final int UNREACHABLE = 3;

  /** Our own mistake, as sysexits.h has it. */
  static final int INTERNAL_ERROR = 70;

  private ExitStatus() {}
}
