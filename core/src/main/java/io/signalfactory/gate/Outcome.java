package io.signalfactory.gate;

/** The outcome of a gate, or of all gates together; the worst comes last. */
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
