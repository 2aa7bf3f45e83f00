package io.signalfactory.rule;

/** A rule has no answer for an event. The message says why, without any value of the event. */
public final class RuleEvaluationException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param message why, without any value of the event
   */
  RuleEvaluationException(String message) {
    // It may be thrown for every record, so it has no stack trace.
    super(message, null, false, false);
  }
}
