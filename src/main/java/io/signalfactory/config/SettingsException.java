package io.signalfactory.config;

/** Thrown for a configuration that cannot be used. */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message where the mistake is, what it is and what to do about it; contains no secret
   */
  SettingsException(String message) {
    super(message);
  }

  SettingsException(String message, Throwable cause) {
    super(message, cause);
  }
}
