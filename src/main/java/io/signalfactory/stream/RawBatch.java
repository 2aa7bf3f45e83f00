package io.signalfactory.stream;

/**
 * The raw records that an ENFORCE task has been given and has not answered yet, in their order (ADR
 * 0016). Bounded.
 *
 * <p>Records and places are made anew for each batch on purpose: a reference that is stored in an
 * object that has grown old costs G1 a memory fence, and there would be a handful for each record.
 */
final class RawBatch {

  /** What they and their Evidence take stays in the second of a processor's caches. */
  static final int MAX_RECORDS = 32;

  /** Of values, in bytes; until it is reached there is room for one more record of any size. */
  static final int MAX_BYTES = 64 * 1024;

  private HeldRecord[] records = new HeldRecord[MAX_RECORDS];
  private int size;
  private int bytes;

  /**
   * Takes a record in.
   *
   * @throws IndexOutOfBoundsException if the batch {@link #isFull is full} of records
   */
  void add(HeldRecord record) {
    records[size++] = record;
    byte[] value = record.value();
    bytes += value == null ? 0 : value.length;
  }

  /** Whether it is time to answer them. */
  boolean isFull() {
    return size == MAX_RECORDS || bytes >= MAX_BYTES;
  }

  int size() {
    return size;
  }

  HeldRecord get(int i) {
    return records[i];
  }

  void clear() {
    records = new HeldRecord[MAX_RECORDS];
    size = 0;
    bytes = 0;
  }
}
