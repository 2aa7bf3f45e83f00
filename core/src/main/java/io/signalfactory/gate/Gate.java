package io.signalfactory.gate;

/** The policy gates, in the order in which a record passes them. */
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

  /** {@code G1} to {@code G5}. */
  public String id() {
    return id;
  }

  /** What the gate is about: {@code resolution}. */
  public String label() {
    return label;
  }
}
