package io.signalfactory.contract;

/** A JSON value that is there but that nothing looks into. */
public enum Opaque {
  OBJECT,
  ARRAY,
  /** A number with more digits than are worth evaluating. */
  NUMBER_TOO_LONG
}
