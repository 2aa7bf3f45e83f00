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
   * A value whose fields cannot be read.
   *
   * @param cause what is at fault
   * @param reason what was expected, and what is wrong and where, without any content of the record
   */
  record Malformed(Cause cause, String reason) implements Decoding {

    /** The value is not in its format. */
    public Malformed(String reason) {
      this(Cause.VALUE, reason);
    }
  }

  /** Why the fields of a value cannot be read. */
  enum Cause {
    /** It is not in the format of its topic. */
    VALUE,
    /** The registry does not know the schema that the record names, or it is of no use. */
    SCHEMA_UNKNOWN,
    /** The registry did not answer what the schema is that the record names. */
    REGISTRY_UNAVAILABLE,
    /** The record names its schema wrongly, or the value is not written with that schema. */
    UNDECODABLE
  }

  /** The fields; null if the value is not an event. */
  default @Nullable EventFields fieldsOrNull() {
    return this instanceof Decoded decoded ? decoded.fields() : null;
  }
}
