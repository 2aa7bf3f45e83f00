package io.signalfactory.config;

/** A configuration that cannot be used; the message says where, what is wrong and what to do. */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message the place, the mistake and the remedy; holds no secret
   */
  public SettingsException(String message) {
    super(message);
  }

  SettingsException(String message, Throwable cause) {
    super(message, cause);
  }
}
