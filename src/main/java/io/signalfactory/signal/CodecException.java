package io.signalfactory.signal;

/** Stored bytes cannot be read: they are damaged, or another release wrote them. */
public final class CodecException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CodecException(String message) {
    super(message);
  }

  CodecException(String message, Throwable cause) {
    super(message, cause);
  }
}
