package io.signalfactory.event.framed;

import java.io.Serial;

/** Values cannot be read with a schema. */
public final class UnusableSchemaException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param problem what is wrong with it, without its text
   */
  public UnusableSchemaException(String problem) {
    super(problem);
  }

  /**
   * @param problem what is wrong with it, without its text
   * @param cause why
   */
  public UnusableSchemaException(String problem, Throwable cause) {
    super(problem, cause);
  }

  /** What is wrong with it, without its text. */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
