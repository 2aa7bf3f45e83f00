package io.signalfactory.peer;

import org.jspecify.annotations.Nullable;

/** Another instance has not answered; the message says why, for whoever asked. */
public final class PeerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PeerException(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }
}
