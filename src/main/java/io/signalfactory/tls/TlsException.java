package io.signalfactory.tls;

/** The files for TLS cannot be used; the message says which, why, and what to do. */
public final class TlsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TlsException(String message) {
    super(message);
  }

  TlsException(String message, Throwable cause) {
    super(message, cause);
  }
}
