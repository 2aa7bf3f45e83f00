package io.signalfactory.live;

import org.jspecify.annotations.Nullable;

/** The records from a position on are not there any longer: they have expired, or the topic has. */
final class LogGoneException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LogGoneException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
