package io.signalfactory.live;

/** What can be listened to. */
public enum LiveTopic {
  /** The states of signals. */
  SIGNALS("signals"),
  /** The transitions of breaches. */
  BREACHES("breaches");

  private final String label;

  LiveTopic(String label) {
    this.label = label;
  }

  /** The name as clients write it. */
  public String label() {
    return label;
  }
}
