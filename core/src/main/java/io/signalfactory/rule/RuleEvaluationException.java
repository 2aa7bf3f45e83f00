package io.signalfactory.rule;

/** A rule has no answer for an event. The message says why, without any value of the event. */
public final class RuleEvaluationException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason why, without any value of the event
   */
  RuleEvaluationException(String reason) {
    // It may be thrown for every record, so it has no stack trace.
    super(reason, null, false, false);
    this.reason = reason;
  }

  /** Why the rule has no answer, without any value of the event. */
  public String reason() {
    return reason;
  }
}
