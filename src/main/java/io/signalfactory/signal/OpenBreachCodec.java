package io.signalfactory.signal;

import io.signalfactory.codec.CodecException;

/** {@link OpenBreach} as JSON, for the store of breaches. Stateless and thread-safe. */
public final class OpenBreachCodec {

  private OpenBreachCodec() {}

  /** The breach as a store's value. */
  public static byte[] encode(OpenBreach open) {
    return SignalJsonWriter.write(out -> out.openBreach(open));
  }

  /**
   * The breach behind a store's value.
   *
   * @throws CodecException if it is not an open breach
   */
  public static OpenBreach decode(byte[] json) {
    return SignalJsonReader.read(json, "open breach", SignalJsonReader::openBreach);
  }
}
