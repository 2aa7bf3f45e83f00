package io.signalfactory.codec;

/**
 * Stored bytes cannot be read: they are damaged, or of a format that this release does not read.
 */
public final class CodecException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CodecException(String message) {
    super(message);
  }

  public CodecException(String message, Throwable cause) {
    super(message, cause);
  }
}
