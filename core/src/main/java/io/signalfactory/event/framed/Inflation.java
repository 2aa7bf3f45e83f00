package io.signalfactory.event.framed;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses values, up to a bound, in a buffer that it uses again. Not thread-safe.
 *
 * <p>An {@link Inflater} has memory outside the heap, which is freed when this is collected.
 */
final class Inflation {

  /** No value is longer once it is decompressed: that is more than brokers accept of any record. */
  static final int MAX_BYTES = 16 * 1024 * 1024;

  private static final int FIRST_BYTES = 4 * 1024;
  private static final int MAX_KEPT_BYTES = 64 * 1024;

  private final Inflater inflater = new Inflater();
  private byte[] buffer = new byte[FIRST_BYTES];

  /**
   * Decompresses {@code in[from]} and all after it.
   *
   * @return how many bytes of {@link #buffer} it has become; negative if it is not zlib's format,
   *     is cut off, goes on after its end, or would become more than {@link #MAX_BYTES}
   */
  int inflate(byte[] in, int from) {
    inflater.reset();
    inflater.setInput(in, from, in.length - from);
    int length = 0;
    try {
      while (!inflater.finished()) {
        if (length == buffer.length) {
          if (length == MAX_BYTES) {
            return -1;
          }
          buffer = Arrays.copyOf(buffer, Math.min(MAX_BYTES, 2 * length));
        }
        int more = inflater.inflate(buffer, length, buffer.length - length);
        if (more == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          return -1;
        }
        length += more;
      }
    } catch (DataFormatException e) {
      return -1;
    }
    return inflater.getRemaining() == 0 ? length : -1;
  }

  byte[] buffer() {
    return buffer;
  }

  void release() {
    if (buffer.length > MAX_KEPT_BYTES) {
      buffer = new byte[FIRST_BYTES];
    }
  }
}
