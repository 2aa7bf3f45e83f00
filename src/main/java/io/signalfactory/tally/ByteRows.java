package io.signalfactory.tally;

import java.util.Arrays;

/**
 * A list of byte strings in one array. It takes less memory than one object per row. Replacing a
 * row writes over its bytes, so no old object gets a reference to a young one, which would make
 * work for the garbage collector (ADR 21). Cheap for the last rows; when the length of a row
 * changes, all bytes after it are moved.
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

  /** Replaces a row; returns false if it holds these bytes already. */
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

  private void resize(int index, int growth) {
    if (growth == 0) {
      return;
    }
    int end = ends[index];
    int length = ends[size - 1];
    if (length + growth > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + growth, bytes.length * 2));
    }
    System.arraycopy(bytes, end, bytes, end + growth, length - end);
    for (int i = index; i < size; i++) {
      ends[i] += growth;
    }
  }

  /** A copy of a row. */
  byte[] row(int index) {
    return Arrays.copyOfRange(bytes, start(index), ends[index]);
  }

  /** Removes the first rows. */
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
