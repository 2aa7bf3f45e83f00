package io.signalfactory.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link ByteWriter} wrote. Never reads past the end, even if the bytes are damaged:
 * each method throws a {@link CodecException} instead.
 */
public final class ByteReader {

  private final byte[] bytes;
  private final String what;
  private int position;
  private final List<String> texts = new ArrayList<>();

  /**
   * @param what names the content in messages, for example {@code tally}
   */
  public ByteReader(byte[] bytes, String what) {
    this(bytes, 0, what);
  }

  /**
   * @param from where in the array the content begins, which goes to its end
   * @param what names the content in messages, for example {@code tally}
   */
  public ByteReader(byte[] bytes, int from, String what) {
    this.bytes = bytes;
    this.position = from;
    this.what = what;
  }

  /** Reads the format version and refuses any but the one expected. */
  public void expectVersion(int expected) {
    readVersion(expected, expected);
  }

  /**
   * Reads the format version and refuses any that this release does not read.
   *
   * @param oldest the first version that it reads, mostly the one before the newest
   * @param newest the version that it writes
   */
  public int readVersion(int oldest, int newest) {
    int version = readByte();
    if (version < oldest || version > newest) {
      throw new CodecException(
          "stored "
              + what
              + " has format version "
              + version
              + ", but this release reads version "
              + (oldest == newest ? newest : oldest + " to " + newest)
              + " only: run the release that wrote it, or reset the application's state");
    }
    return version;
  }

  /** A byte, 0 to 255. */
  public int readByte() {
    if (position >= bytes.length) {
      throw damaged("it ends too early");
    }
    return bytes[position++] & 0xFF;
  }

  /** A number that {@link ByteWriter#writeUnsigned} wrote. */
  public long readUnsigned() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = readByte();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw damaged("a number has more than ten bytes");
  }

  /** A number that {@link ByteWriter#writeSigned} wrote. */
  public long readSigned() {
    long raw = readUnsigned();
    return (raw >>> 1) ^ -(raw & 1);
  }

  /** A number that {@link ByteWriter#writeUnsigned} wrote, 0 to {@link Integer#MAX_VALUE}. */
  public int readInt() {
    long value = readUnsigned();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw damaged("a number is out of range");
    }
    return (int) value;
  }

  /** The number of items that follow, each of which takes at least one byte. */
  public int readCount() {
    int count = readInt();
    if (count > bytes.length - position) {
      throw damaged("a count exceeds the bytes that follow");
    }
    return count;
  }

  /** A text that {@link ByteWriter#writeText} wrote, or null. */
  public @Nullable String readText() {
    long kind = readUnsigned();
    if (kind == 0) {
      return null;
    }
    long number = kind >>> 1;
    if ((kind & 1) == 0) {
      if (number > texts.size()) {
        throw damaged("it refers to a text that is not there");
      }
      return texts.get((int) number - 1);
    }
    if (number > bytes.length - position) {
      throw damaged("a text is longer than the bytes that follow");
    }
    String text = new String(bytes, position, (int) number, StandardCharsets.UTF_8);
    position += (int) number;
    texts.add(text);
    return text;
  }

  /** A text that {@link ByteWriter#writeText} wrote, which is not null. */
  public String readRequiredText() {
    String text = readText();
    if (text == null) {
      throw damaged("a text is missing");
    }
    return text;
  }

  /** Refuses bytes that are left over. */
  public void expectEnd() {
    if (position != bytes.length) {
      throw damaged("bytes are left over");
    }
  }

  /** The exception for damaged bytes, with the current position. */
  public CodecException damaged(String how) {
    return new CodecException("stored " + what + " is damaged at byte " + position + ": " + how);
  }
}
