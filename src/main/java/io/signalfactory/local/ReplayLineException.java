package io.signalfactory.local;

/** A line of a replay file that is meant as a full record but cannot be one. */
final class ReplayLineException extends Exception {

  private static final long serialVersionUID = 1L;

  ReplayLineException(String message) {
    super(message);
  }
}
