package io.signalfactory.gate;

/** The outcome of a gate, or of a record at all gates; in order of badness. */
public enum Outcome {
  /** The gate had nothing to judge. */
  SKIP,
  PASS,
  WARN,
  FAIL;

  /** The worse of the two. */
  public Outcome worse(Outcome other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
