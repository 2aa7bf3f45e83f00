package io.signalfactory.replay;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a replay file in order, with one line in memory at a time, so that a file
 * can have any size. An empty line is a record with an empty value.
 */
public final class ReplayReader {

  /** Bytes of the longest line that is accepted. */
  public static final int MAX_LINE_BYTES = 16 * 1024 * 1024;

  private final LineReader lines;
  private long lineNumber;

  /**
   * @param in the file; the caller closes it
   */
  public ReplayReader(InputStream in) {
    this.lines = new LineReader(in, MAX_LINE_BYTES);
  }

  /**
   * The record of the next line; null after the last one.
   *
   * @throws ReplayLineException if the line is not a valid record; the next call reads the line
   *     after it
   */
  public @Nullable ReplayRecord next() throws IOException, ReplayLineException {
    LineReader.@Nullable Line line = lines.next();
    if (line == null) {
      return null;
    }
    lineNumber++;
    if (line.tooLong()) {
      throw new ReplayLineException(
          "longer than " + MAX_LINE_BYTES + " bytes, the most that a record may have");
    }
    return ReplayLine.parse(line.bytes());
  }

  /** The number of the line that was read last, from 1; 0 before the first line. */
  public long lineNumber() {
    return lineNumber;
  }
}
