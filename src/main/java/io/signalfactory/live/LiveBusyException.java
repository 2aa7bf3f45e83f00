package io.signalfactory.live;

import org.jspecify.annotations.Nullable;

/** A client cannot be served now, but may be later. */
public final class LiveBusyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message the reason, for whoever asked
   * @param cause what failed; null if nothing did
   */
  LiveBusyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
