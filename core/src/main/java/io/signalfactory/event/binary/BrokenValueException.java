package io.signalfactory.event.binary;

import java.io.Serial;

/**
 * A value is not in its format. Without a stack trace, as any record can cause it, and then costs
 * little. Never leaves a reader.
 */
public final class BrokenValueException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param problem what is wrong, without any content of the record
   */
  public BrokenValueException(String problem) {
    super(problem, null, false, false);
  }

  /** What is wrong, without any content of the record. */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
