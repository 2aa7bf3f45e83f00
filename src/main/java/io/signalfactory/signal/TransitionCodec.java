package io.signalfactory.signal;

import io.signalfactory.codec.CodecException;

/** {@link Transition} as JSON, for the store of transitions. Stateless and thread-safe. */
public final class TransitionCodec {

  private TransitionCodec() {}

  /** The transition as a store's value. */
  public static byte[] encode(Transition transition) {
    return SignalJsonWriter.write(out -> out.transition(transition));
  }

  /**
   * The transition behind a store's value.
   *
   * @throws CodecException if it is not a transition
   */
  public static Transition decode(byte[] json) {
    return SignalJsonReader.read(json, "transition", SignalJsonReader::transition);
  }
}
