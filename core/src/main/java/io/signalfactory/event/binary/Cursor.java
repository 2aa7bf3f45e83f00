package io.signalfactory.event.binary;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads the bytes of a value one after the other, and never beyond its end. Every method that finds
 * too few bytes throws {@link BrokenValueException}. Not thread-safe.
 */
public final class Cursor {

  /** Values that are nested deeper are broken, as in JSON. */
  public static final int MAX_DEPTH = 500;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] NOTHING = {};

  private byte[] in = NOTHING;
  private int at;
  private int end;
  private int depth;

  /** Begins with the bytes from {@code in[from]} up to but not {@code in[to]}. */
  public void begin(byte[] bytes, int from, int to) {
    in = bytes;
    at = from;
    end = to;
    depth = 0;
  }

  /** Gives up the bytes. */
  public void release() {
    in = NOTHING;
    at = 0;
    end = 0;
  }

  /** The bytes that {@link #at} is an index of. */
  public byte[] bytes() {
    return in;
  }

  /** Where the next byte is. */
  public int at() {
    return at;
  }

  /** Where the bytes end. */
  public int end() {
    return end;
  }

  /**
   * Lets the bytes end earlier, or again where they ended before.
   *
   * @return where they ended until now
   */
  public int endAt(int newEnd) {
    int before = end;
    end = newEnd;
    return before;
  }

  /** Goes back to a byte that was read before. */
  public void rewind(int to) {
    at = to;
  }

  /** Whether all bytes are read. */
  public boolean atEnd() {
    return at == end;
  }

  /** An object or list begins. */
  public void enter() {
    if (++depth > MAX_DEPTH) {
      throw new BrokenValueException("nested deeper than " + MAX_DEPTH);
    }
  }

  /** An object or list ends. */
  public void leave() {
    depth--;
  }

  /**
   * Passes over bytes.
   *
   * @param count any number
   * @return where they began
   */
  public int skip(long count) {
    if (count < 0 || count > end - at) {
      throw tooShort();
    }
    int from = at;
    at += (int) count;
    return from;
  }

  /** The next byte. */
  public byte one() {
    if (at >= end) {
      throw tooShort();
    }
    return in[at++];
  }

  /** Four bytes, the lowest first. */
  public int fourBytes() {
    return (int) INT.get(in, skip(Integer.BYTES));
  }

  /** Eight bytes, the lowest first. */
  public long eightBytes() {
    return (long) LONG.get(in, skip(Long.BYTES));
  }

  /** A number of one to ten bytes, of seven bits each, the lowest first. */
  public long varint() {
    if (at < end && in[at] >= 0) {
      return in[at++];
    }
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = one();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new BrokenValueException("a number of more than ten bytes at byte " + (at - 1));
  }

  /** As {@link #varint}, with the sign in the lowest bit. */
  public long zigzag() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  private BrokenValueException tooShort() {
    return new BrokenValueException("ends too early, at byte " + end);
  }
}
