package io.signalfactory.cli;

/** The exit statuses of commands. */
final class ExitStatus {

  static final int DONE = 0;

  /** A check that the user asked for failed. */
  static final int CHECK_FAILED = 1;

  /** Wrong usage or configuration. */
  static final int WRONG_USAGE = 2;

  /** Something that the command needs, a broker or a port, is not available. */
  static final int UNREACHABLE = 3;

  /** An error in our own code; the number is that of sysexits.h. */
  static final int INTERNAL_ERROR = 70;

  private ExitStatus() {}
}
