package io.signalfactory.control;

/** A topic that a change needs does not exist. */
public final class MissingTopicException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param topic the topic
   */
  public MissingTopicException(String topic) {
    super(
        "there is no topic "
            + topic
            + ": create it with `signal-factory topics create`, or set topic.prefix");
  }
}
