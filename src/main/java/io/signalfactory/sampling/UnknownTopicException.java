package io.signalfactory.sampling;

/** There is no such topic, or it is none that is observed. */
public final class UnknownTopicException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, for whoever asked
   */
  public UnknownTopicException(String message) {
    super(message);
  }
}
