package io.signalfactory.query;

import org.jspecify.annotations.Nullable;

/** The state cannot be asked now; later it can. */
public final class NotReadyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message why, for whoever asked
   * @param cause what refused; null if nothing did
   */
  public NotReadyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
