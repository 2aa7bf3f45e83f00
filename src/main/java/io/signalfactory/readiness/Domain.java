package io.signalfactory.readiness;

/**
 * What has to be known of records before somebody can rely on their dataset. The weights are
 * explained in {@code docs/readiness.md}.
 */
public enum Domain {
  /** Who sent them. */
  IDENTITY("identity", 20),
  /** When it happened. */
  TIME("time", 20),
  /** What was promised. */
  CONTRACT("contract", 25),
  /** Whether their values make sense. */
  QUALITY("quality", 10),
  /** How many there should be. */
  VOLUME("volume", 10),
  /** What they were part of. */
  TRACE("trace", 15);

  private final String label;
  private final int weight;

  Domain(String label, int weight) {
    this.label = label;
    this.weight = weight;
  }

  /** Its name in JSON and on the page. */
  public String label() {
    return label;
  }

  /** Its part of the whole score, in percent; those of all domains are 100 together. */
  public int weight() {
    return weight;
  }
}
