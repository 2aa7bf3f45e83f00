package io.signalfactory.local;

/** Thrown for a port of this machine that another process listens on. */
public final class PortInUseException extends Exception {

  private static final long serialVersionUID = 1L;

  PortInUseException(int port, Throwable cause) {
    super("port " + port + " on 127.0.0.1 is in use", cause);
  }
}
