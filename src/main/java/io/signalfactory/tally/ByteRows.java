package io.signalfactory.tally;

import java.util.Arrays;

/**
 * Rows of bytes in one array, by index. They take a part of what objects of the same content would,
 * and replacing one writes over what was there: no object of a new age comes into one that is old,
 * which the collector would have to look for and to move. Cheap for the last rows; what comes after
 * a row is moved when its length changes.
 *
 * <p>Mutable and not thread-safe.
 */
final class ByteRows {

  private byte[] bytes = new byte[32];

  /** Where each row ends. */
  private int[] ends = new int[8];

  private int size;

  /** Inserts an empty row. */
  void insert(int index) {
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, size * 2);
    }
    System.arraycopy(ends, index, ends, index + 1, size - index);
    ends[index] = start(index);
    size++;
  }

  /** Replaces a row; false if it is the same already. */
  boolean set(int index, byte[] row) {
    int start = start(index);
    int end = ends[index];
    if (Arrays.equals(bytes, start, end, row, 0, row.length)) {
      return false;
    }
    resize(index, row.length - (end - start));
    System.arraycopy(row, 0, bytes, start, row.length);
    return true;
  }

  private void resize(int index, int by) {
    if (by == 0) {
      return;
    }
    int end = ends[index];
    int length = ends[size - 1];
    if (length + by > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + by, bytes.length * 2));
    }
    System.arraycopy(bytes, end, bytes, end + by, length - end);
    for (int i = index; i < size; i++) {
      ends[i] += by;
    }
  }

  /** A copy of a row. */
  byte[] row(int index) {
    return Arrays.copyOfRange(bytes, start(index), ends[index]);
  }

  /** Removes so many rows from the first one on. */
  void removeFirst(int rows) {
    int dropped = start(rows);
    int length = start(size);
    System.arraycopy(bytes, dropped, bytes, 0, length - dropped);
    for (int i = rows; i < size; i++) {
      ends[i - rows] = ends[i] - dropped;
    }
    size -= rows;
  }

  private int start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }
}
