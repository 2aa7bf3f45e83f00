package io.signalfactory.event;

import org.jspecify.annotations.Nullable;

/** The result of reading a record's value. */
public sealed interface Decoding {

  /**
   * An event.
   *
   * @param fields its fields; valid until the next record is read
   */
  record Decoded(EventFields fields) implements Decoding {}

  /** No value: the record deletes its key. */
  record Tombstone() implements Decoding {}

  /**
   * A value that is not in the format.
   *
   * @param reason what was expected, and what is wrong and where, without any content of the record
   */
  record Malformed(String reason) implements Decoding {}

  /** The fields; null if the value is not an event. */
  default @Nullable EventFields fieldsOrNull() {
    return this instanceof Decoded decoded ? decoded.fields() : null;
  }
}
