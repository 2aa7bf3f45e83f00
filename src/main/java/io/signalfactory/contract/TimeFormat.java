package io.signalfactory.contract;

/** How a timestamp is written. */
public enum TimeFormat {
  /** RFC 3339 text with an offset: {@code 2026-01-14T12:34:56.789Z}. */
  RFC3339("rfc3339"),
  /** Seconds since 1970-01-01T00:00:00Z as a JSON number; a fraction is allowed. */
  EPOCH_SECONDS("epoch_seconds"),
  /** Milliseconds since 1970-01-01T00:00:00Z as a JSON number without fraction. */
  EPOCH_MILLIS("epoch_millis");

  private final String label;

  TimeFormat(String label) {
    this.label = label;
  }

  /** The format's name in a contract. */
  public String label() {
    return label;
  }
}
