package io.signalfactory.registry;

/** A registry gave no answer: it may give one later. */
public final class RegistryUnavailableException extends Exception {

  private static final long serialVersionUID = 1;

  /**
   * @param message what happened and what to do; never a secret, as it is logged
   * @param cause what failed
   */
  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * @param message what happened and what to do; never a secret, as it is logged
   */
  public RegistryUnavailableException(String message) {
    super(message);
  }
}
