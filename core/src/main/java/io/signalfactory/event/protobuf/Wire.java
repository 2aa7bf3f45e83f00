package io.signalfactory.event.protobuf;

import io.signalfactory.event.binary.BrokenValueException;
import io.signalfactory.event.binary.Cursor;

/** How fields are written, whatever they mean. */
final class Wire {

  static final int VARINT = 0;
  static final int EIGHT_BYTES = 1;
  static final int LENGTH = 2;
  static final int GROUP = 3;
  static final int END_GROUP = 4;
  static final int FOUR_BYTES = 5;

  private static final int TYPE_BITS = 3;
  private static final int TYPE_MASK = 7;

  private Wire() {}

  /** The number of a field and how it is written. */
  static int tag(Cursor in) {
    long tag = in.varint();
    if (tag >>> TYPE_BITS == 0 || tag != (tag & 0xFFFF_FFFFL)) {
      throw new BrokenValueException("no field has the number before byte " + in.at());
    }
    return (int) tag;
  }

  static int number(int tag) {
    return tag >>> TYPE_BITS;
  }

  static int type(int tag) {
    return tag & TYPE_MASK;
  }

  /** A number of bytes that follow. */
  static int length(Cursor in) {
    long length = in.varint();
    if (length < 0 || length > in.end() - in.at()) {
      throw new BrokenValueException("a length beyond the end before byte " + in.at());
    }
    return (int) length;
  }

  /** Passes over a field. */
  static void skip(Cursor in, int tag) {
    switch (type(tag)) {
      case VARINT -> in.varint();
      case EIGHT_BYTES -> in.skip(Long.BYTES);
      case LENGTH -> in.skip(length(in));
      case GROUP -> skipGroup(in, number(tag));
      case FOUR_BYTES -> in.skip(Integer.BYTES);
      default -> throw new BrokenValueException("no field begins before byte " + in.at());
    }
  }

  private static void skipGroup(Cursor in, int number) {
    in.enter();
    int tag = tag(in);
    while (type(tag) != END_GROUP) {
      skip(in, tag);
      tag = tag(in);
    }
    if (number(tag) != number) {
      throw new BrokenValueException("a group ends that did not begin, before byte " + in.at());
    }
    in.leave();
  }
}
