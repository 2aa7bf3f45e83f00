package io.signalfactory.replay;

/** A line of a replay file that cannot be a record. */
public final class ReplayLineException extends Exception {

  private static final long serialVersionUID = 1L;

  ReplayLineException(String message) {
    super(message);
  }
}
