package io.signalfactory.event.protobuf;

import io.signalfactory.event.binary.Cursor;

/** What to do with a field of a message. */
interface Entry {

  /** How the field has to be written, as one of {@link Wire}'s types. */
  int wireType();

  /**
   * Reads the field.
   *
   * @return whether it counts; false for a number that its closed enumeration does not have
   */
  boolean read(Cursor in);

  /** Nothing of the field has been read. */
  default void reset() {}
}
