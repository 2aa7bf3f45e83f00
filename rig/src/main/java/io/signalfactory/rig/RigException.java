package io.signalfactory.rig;

/** Why a benchmark or a fault run has no result, in words for whoever started it. */
public final class RigException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param message what is wrong, where, and what to do
   */
  public RigException(String message) {
    super(message);
  }
}
