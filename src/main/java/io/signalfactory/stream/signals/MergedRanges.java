package io.signalfactory.stream.signals;

import io.signalfactory.query.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * Ranges of several stores, read as one in the order of their keys. Nothing is read before it is
 * asked for: of many partitions, a page needs a few entries each. Not thread-safe.
 */
final class MergedRanges implements AutoCloseable {

  private final List<KeyValueIterator<String, byte[]>> all = new ArrayList<>();
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(Comparator.comparing((Head head) -> head.first().key, Slice.KEY_ORDER));

  /** The first entry of a range that has not been read, and those after it. */
  private record Head(KeyValue<String, byte[]> first, KeyValueIterator<String, byte[]> others) {}

  /** Adds a range, which is closed with this one. */
  void add(KeyValueIterator<String, byte[]> range) {
    all.add(range);
    enter(range);
  }

  private void enter(KeyValueIterator<String, byte[]> range) {
    if (range.hasNext()) {
      heads.add(new Head(range.next(), range));
    }
  }

  boolean hasNext() {
    return !heads.isEmpty();
  }

  /**
   * The value with the smallest key.
   *
   * @throws java.util.NoSuchElementException if there is none
   */
  byte[] next() {
    Head head = heads.remove();
    enter(head.others());
    return head.first().value;
  }

  @Override
  public void close() {
    all.forEach(KeyValueIterator::close);
  }
}
