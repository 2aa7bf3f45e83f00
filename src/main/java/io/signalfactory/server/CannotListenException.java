package io.signalfactory.server;

/** The HTTP server cannot listen where it was to; the message says why and what to do. */
public final class CannotListenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean portInUse;

  private CannotListenException(String message, boolean portInUse, Throwable cause) {
    super(message, cause);
    this.portInUse = portInUse;
  }

  static CannotListenException portInUse(String host, int port, Throwable cause) {
    return new CannotListenException(
        "port "
            + port
            + " on "
            + host
            + " is in use: stop what uses it, or choose another with http.port (0 takes a free"
            + " one)",
        true,
        cause);
  }

  static CannotListenException foreignAddress(String host, Throwable cause) {
    return new CannotListenException(
        "cannot listen on " + host + ": it is no address of this machine: correct http.host",
        false,
        cause);
  }

  static CannotListenException refused(String host, int port, Throwable cause) {
    return new CannotListenException(
        "cannot listen on port "
            + port
            + " of "
            + host
            + ": "
            + cause.getMessage()
            + ": correct http.host or http.port",
        false,
        cause);
  }

  /** Whether something else listens there. */
  public boolean portInUse() {
    return portInUse;
  }
}
