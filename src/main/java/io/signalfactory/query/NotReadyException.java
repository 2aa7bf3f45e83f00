package io.signalfactory.query;

import org.jspecify.annotations.Nullable;

/** A query cannot be answered now, but can be later: state is moving or being restored. */
public final class NotReadyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message the reason, for whoever asked
   * @param cause what the stores refused with; null if they did not
   */
  public NotReadyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
