package io.signalfactory.replay;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a replay file in their order, one line at a time, so that a file may be of
 * any size. An empty line is a record with an empty value.
 */
public final class ReplayReader {

  /** Bytes of the longest line that is read: no record of ours is larger. */
  public static final int MAX_LINE_BYTES = 16 * 1024 * 1024;

  private final LineReader lines;
  private long lineNumber;

  /** Reads from a stream, which stays the caller's to close. */
  public ReplayReader(InputStream in) {
    this.lines = new LineReader(in, MAX_LINE_BYTES);
  }

  /**
   * The record of the next line; null after the last one.
   *
   * @throws ReplayLineException if the line cannot be a record; the next call goes on behind it
   */
  public @Nullable ReplayRecord next() throws IOException, ReplayLineException {
    LineReader.@Nullable Line line = lines.next();
    if (line == null) {
      return null;
    }
    lineNumber++;
    if (line.tooLong()) {
      throw new ReplayLineException(
          "longer than " + MAX_LINE_BYTES + " bytes, which is the most that is taken for a record");
    }
    return ReplayLine.parse(line.bytes());
  }

  /** The number of the line that was read last, from 1; 0 before the first. */
  public long lineNumber() {
    return lineNumber;
  }
}
