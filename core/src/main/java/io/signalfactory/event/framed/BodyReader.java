package io.signalfactory.event.framed;

import io.signalfactory.event.Decoding;

/** Reads values that are written with one schema. Not thread-safe. */
public interface BodyReader {

  /**
   * Reads a value. Whatever its bytes are, this returns and never throws, and takes time and memory
   * in proportion to them.
   *
   * @param in has the value from {@code in[from]} up to but not {@code in[to]}; not changed, and
   *     used until the next call or {@link #release}
   * @param naming how the value begins
   * @return valid until the next call of {@code read} or {@link #release}
   */
  Decoding read(byte[] in, int from, int to, MessageNaming naming);

  /** Gives up the last value. */
  void release();
}
