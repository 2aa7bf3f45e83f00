package io.signalfactory.lookback;

import org.jspecify.annotations.Nullable;

/** The Evidence topic cannot be read for somebody now. Another try may help. */
public final class LookbackBusyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message the reason, for whoever asked
   * @param cause what failed; null if nothing did
   */
  LookbackBusyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
