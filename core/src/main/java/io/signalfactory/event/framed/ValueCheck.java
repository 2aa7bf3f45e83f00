package io.signalfactory.event.framed;

import org.jspecify.annotations.Nullable;

/** Validates values by one schema. Not thread-safe. */
public interface ValueCheck {

  /**
   * What is wrong with a value that is JSON: what was expected, and where, without any content of
   * the value. Never throws, and takes time in proportion to the value.
   *
   * @param in has the value from {@code in[from]} up to but not {@code in[to]}; not changed
   * @return null if it is valid
   */
  @Nullable String mismatch(byte[] in, int from, int to);
}
