package io.signalfactory.local;

/** A port of this machine that another process listens on. */
public final class PortInUseException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int port;

  PortInUseException(int port, Throwable cause) {
    super("port " + port + " on 127.0.0.1 is in use", cause);
    this.port = port;
  }

  /** The port that is taken. */
  public int port() {
    return port;
  }
}
