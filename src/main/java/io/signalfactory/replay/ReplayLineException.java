package io.signalfactory.replay;

/** Thrown for a line of a replay file that is not a valid record. */
public final class ReplayLineException extends Exception {

  private static final long serialVersionUID = 1L;

  ReplayLineException(String message) {
    super(message);
  }
}
