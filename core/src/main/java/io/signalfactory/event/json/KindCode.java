package io.signalfactory.event.json;

import io.signalfactory.event.FieldKind;

/**
 * Field kinds as bytes, for arrays that are written for every record: storing a byte is cheaper
 * than storing a reference, as the garbage collector keeps track of references.
 */
final class KindCode {

  static final byte ABSENT = 0;
  static final byte NULL = 1;
  static final byte STRING = 2;
  static final byte INTEGER = 3;
  static final byte DECIMAL = 4;
  static final byte BOOLEAN = 5;
  static final byte OBJECT = 6;
  static final byte ARRAY = 7;

  /** A decimal that is known to have a zero fraction. */
  static final byte WHOLE_DECIMAL = 8;

  /** By their codes. */
  private static final FieldKind[] KINDS = {
    FieldKind.ABSENT,
    FieldKind.NULL,
    FieldKind.STRING,
    FieldKind.INTEGER,
    FieldKind.DECIMAL,
    FieldKind.BOOLEAN,
    FieldKind.OBJECT,
    FieldKind.ARRAY,
    FieldKind.DECIMAL
  };

  private KindCode() {}

  static FieldKind kind(byte code) {
    return KINDS[code];
  }
}
