package io.signalfactory.replay;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a replay file in order, with one line in memory at a time, so that a file
 * can have any size. A blank line is a record with an empty or blank value, as any other line that
 * is not JSON; but blank lines at the end of the file are no records, as editors and scripts leave
 * them there.
 */
public final class ReplayReader {

  /** Bytes of the longest line that is accepted. */
  public static final int MAX_LINE_BYTES = 16 * 1024 * 1024;

  /** So many blank lines are kept until it is known whether the file ends after them. */
  private static final int MAX_BLANK_LINES = 1_000;

  /** A longer line is not taken for a blank one. */
  private static final int MAX_BLANK_BYTES = 256;

  private final LineReader lines;

  /** Lines that were read ahead: blank ones, and then one that is not. */
  private final Deque<LineReader.Line> ahead = new ArrayDeque<>();

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
    LineReader.@Nullable Line line = nextLine();
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

  private LineReader.@Nullable Line nextLine() throws IOException {
    while (ahead.isEmpty() || (ahead.size() < MAX_BLANK_LINES && isBlank(ahead.getLast()))) {
      LineReader.@Nullable Line line = lines.next();
      if (line == null) {
        ahead.clear();
        return null;
      }
      ahead.add(line);
    }
    return ahead.poll();
  }

  private static boolean isBlank(LineReader.Line line) {
    if (line.tooLong() || line.bytes().length > MAX_BLANK_BYTES) {
      return false;
    }
    for (byte b : line.bytes()) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  /** The number of the line that was returned last, from 1; 0 before the first line. */
  public long lineNumber() {
    return lineNumber;
  }
}
