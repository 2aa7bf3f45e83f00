package io.signalfactory.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Splits a stream of bytes into lines at line feeds, with one line in memory at a time. The last
 * line may end without a line feed; after a line feed at the very end there is no further line.
 */
public final class LineReader {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final InputStream in;
  private final int maxLineBytes;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;

  /**
   * Reads from the current position of the stream.
   *
   * @param in what to read; the caller closes it
   * @param maxLineBytes bytes of the longest line that is returned
   */
  public LineReader(InputStream in, int maxLineBytes) {
    this.in = in;
    this.maxLineBytes = maxLineBytes;
  }

  /** The next line, or null at the end. */
  public @Nullable Line next() throws IOException {
    if (position == limit && !fill()) {
      return null;
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean tooLong = false;
    do {
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      tooLong = tooLong || line.size() + (end - position) > maxLineBytes;
      if (!tooLong) {
        line.write(buffer, position, end - position);
      }
      boolean complete = end < limit;
      position = complete ? end + 1 : end;
      if (complete) {
        break;
      }
    } while (fill());
    return new Line(tooLong ? new byte[0] : line.toByteArray(), tooLong);
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer));
    return limit > 0;
  }

  /**
   * One line.
   *
   * @param bytes the line without its line feed; empty if it is too long
   * @param tooLong whether the line is longer than allowed and was skipped
   */
  public record Line(byte[] bytes, boolean tooLong) {}
}
