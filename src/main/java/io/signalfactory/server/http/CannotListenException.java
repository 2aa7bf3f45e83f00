package io.signalfactory.server.http;

/** The HTTP server cannot listen at its address; the message says why and what to do. */
public final class CannotListenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private CannotListenException(String message, Throwable cause) {
    super(message, cause);
  }

  static CannotListenException portInUse(String host, int port, String portKey, Throwable cause) {
    return new CannotListenException(
        "port "
            + port
            + " on "
            + host
            + " is in use: stop what uses it, or choose another with "
            + portKey
            + " (0 chooses a free one)",
        cause);
  }

  static CannotListenException foreignAddress(String host, Throwable cause) {
    return new CannotListenException(
        "cannot listen on " + host + ": it is not an address of this machine: correct http.host",
        cause);
  }

  static CannotListenException refused(String host, int port, String portKey, Throwable cause) {
    return new CannotListenException(
        "cannot listen on port "
            + port
            + " of "
            + host
            + ": "
            + cause.getMessage()
            + ": correct http.host or "
            + portKey,
        cause);
  }
}
