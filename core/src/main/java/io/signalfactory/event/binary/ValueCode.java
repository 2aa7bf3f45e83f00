package io.signalfactory.event.binary;

import io.signalfactory.event.FieldKind;

/** What is noted of a value, as bytes, because storing a byte is cheaper than a reference. */
final class ValueCode {

  static final byte ABSENT = 0;
  static final byte NULL = 1;

  /** Text in UTF-8, in the bytes of the record. */
  static final byte TEXT = 2;

  static final byte INTEGER = 3;

  /** An integer of 64 bits without a sign. */
  static final byte UNSIGNED = 4;

  static final byte DOUBLE = 5;
  static final byte FLOAT = 6;
  static final byte BOOLEAN = 7;
  static final byte BYTES = 8;

  /** An integer in two's complement, the highest byte first, and a scale. */
  static final byte SCALED = 9;

  /** As {@link #SCALED}, and the scale is 0. */
  static final byte UNSCALED = 10;

  /** A point in time: seconds since the epoch, and nanoseconds. */
  static final byte INSTANT = 11;

  /** As {@link #INSTANT}, in a time zone that is not known. */
  static final byte LOCAL_TIME = 12;

  /** Days since the epoch. */
  static final byte DAY = 13;

  /** Nanoseconds since midnight. */
  static final byte TIME_OF_DAY = 14;

  /** Seconds and nanoseconds of one sign. */
  static final byte SECONDS = 15;

  /** Three numbers without sign, of four bytes each, the lowest first: months, days and millis. */
  static final byte MONTHS_DAYS_MILLIS = 16;

  /** 16 bytes. */
  static final byte UUID = 17;

  static final byte OBJECT = 18;
  static final byte ARRAY = 19;

  /** Text that does not come from the record. */
  static final byte SYMBOL = 20;

  private static final FieldKind[] KINDS = {
    FieldKind.ABSENT,
    FieldKind.NULL,
    FieldKind.STRING,
    FieldKind.INTEGER,
    FieldKind.INTEGER,
    FieldKind.DECIMAL,
    FieldKind.DECIMAL,
    FieldKind.BOOLEAN,
    FieldKind.STRING,
    FieldKind.DECIMAL,
    FieldKind.INTEGER,
    FieldKind.STRING,
    FieldKind.STRING,
    FieldKind.STRING,
    FieldKind.STRING,
    FieldKind.STRING,
    FieldKind.STRING,
    FieldKind.STRING,
    FieldKind.OBJECT,
    FieldKind.ARRAY,
    FieldKind.STRING
  };

  private ValueCode() {}

  /** Whether the value is in the bytes of the record, and not in what is noted of it. */
  static boolean needsBytes(byte code) {
    return switch (code) {
      case TEXT, BYTES, SCALED, UNSCALED, MONTHS_DAYS_MILLIS, UUID -> true;
      default -> false;
    };
  }

  /** What a value is once it has been made. */
  static byte withoutBytes(byte code) {
    return kind(code) == FieldKind.STRING ? SYMBOL : code;
  }

  static FieldKind kind(byte code) {
    return KINDS[code];
  }
}
