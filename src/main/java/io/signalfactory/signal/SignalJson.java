package io.signalfactory.signal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.signalfactory.codec.CodecException;
import java.io.IOException;

/**
 * The values of the signals and breaches topics: JSON in UTF-8, as {@code signal-state.schema.json}
 * and {@code breach.schema.json} describe them. Stateless and thread-safe.
 */
public final class SignalJson {

  private SignalJson() {}

  /**
   * Loads what reading needs, which takes a tenth of a second, before the first read has to wait.
   */
  public static void prepare() {
    byte[] empty = {'{', '}'};
    SignalJsonReader.read(empty, "object", node -> node);
  }

  /** The state as a record's value. */
  public static byte[] write(SignalState state) {
    return SignalJsonWriter.write(out -> out.state(state));
  }

  /** The breach as a record's value. */
  public static byte[] write(Breach breach) {
    return SignalJsonWriter.write(out -> out.breach(breach));
  }

  /**
   * The state behind a record's value; members that this release does not know are ignored.
   *
   * @throws CodecException if it is not a signal state
   */
  public static SignalState readState(byte[] json) {
    return SignalJsonReader.read(json, "signal state", SignalJsonReader::state);
  }

  /**
   * The breach behind a record's value; members that this release does not know are ignored.
   *
   * @throws CodecException if it is not a breach
   */
  public static Breach readBreach(byte[] json) {
    return SignalJsonReader.read(json, "breach", SignalJsonReader::breach);
  }

  /**
   * Writes the state into a larger document, byte for byte as its {@link #tree}, and without making
   * one.
   *
   * @throws IOException if nothing can be written there
   */
  public static void write(SignalState state, JsonGenerator json) throws IOException {
    SignalJsonWriter.into(json).state(state);
  }

  /** The state as a JSON tree, to be put into a larger document. */
  public static JsonNode tree(SignalState state) {
    return SignalJsonReader.read(write(state), "signal state", node -> node);
  }

  /** The breach as a JSON tree, to be put into a larger document. */
  public static JsonNode tree(Breach breach) {
    return SignalJsonReader.read(write(breach), "breach", node -> node);
  }
}
