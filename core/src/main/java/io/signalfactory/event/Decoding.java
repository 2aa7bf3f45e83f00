package io.signalfactory.event;

import org.jspecify.annotations.Nullable;

/** What became of a record's value when it was read. */
public sealed interface Decoding {

  /**
   * One JSON object.
   *
   * @param fields what it holds; valid until the next record is read
   */
  record Decoded(FieldValues fields) implements Decoding {}

  /** No value: the key is deleted. */
  record Tombstone() implements Decoding {}

  /**
   * Anything else.
   *
   * @param reason what is wrong and where, without any content of the record
   */
  record Malformed(String reason) implements Decoding {}

  /** The fields, if there are any. */
  default @Nullable FieldValues fieldsOrNull() {
    return this instanceof Decoded decoded ? decoded.fields() : null;
  }
}
