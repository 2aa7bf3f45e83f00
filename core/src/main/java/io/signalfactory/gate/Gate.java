package io.signalfactory.gate;

/** The policy gates, in their order. */
public enum Gate {
  RESOLUTION("G1", "resolution"),
  IDENTITY("G2", "identity"),
  SCHEMA("G3", "schema"),
  CONTRACT("G4", "contract"),
  QUALITY("G5", "quality");

  private final String id;
  private final String label;

  Gate(String id, String label) {
    this.id = id;
    this.label = label;
  }

  /** The gate's number in Evidence, {@code G1} to {@code G5}. */
  public String id() {
    return id;
  }

  /** The gate's name in Evidence: {@code resolution}. */
  public String label() {
    return label;
  }
}
