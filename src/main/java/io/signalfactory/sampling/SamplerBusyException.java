package io.signalfactory.sampling;

import org.jspecify.annotations.Nullable;

/** No sample can be taken for somebody now. Another try may help. */
public final class SamplerBusyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message the reason, for whoever asked
   * @param cause what failed; null if nothing did
   */
  SamplerBusyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
