package io.signalfactory.rule;

/** A rule has no answer for an event. The message says why and holds no value of the event. */
public final class RuleEvaluationException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param message why, without any value of the event
   */
  public RuleEvaluationException(String message) {
    // An event stream can raise this for every record: neither suppression nor a stack is wanted.
    super(message, null, false, false);
  }
}
