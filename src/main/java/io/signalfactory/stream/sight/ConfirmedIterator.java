package io.signalfactory.stream.sight;

import io.signalfactory.query.Slice;
import java.util.Iterator;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Entries of a store in the order of their keys, of which some are replaced, left out or put back.
 * Not thread-safe.
 */
final class ConfirmedIterator implements KeyValueIterator<String, byte[]> {

  private final KeyValueIterator<String, byte[]> entries;
  private final NavigableMap<String, byte @Nullable []> before;
  private final Iterator<KeyValue<String, byte[]>> known;
  private @Nullable KeyValue<String, byte[]> firstKnown;
  private @Nullable KeyValue<String, byte[]> firstStored;

  /**
   * @param entries what the store has; closed with this iterator
   * @param before what entries are to be instead; null for one that is left out
   */
  ConfirmedIterator(
      KeyValueIterator<String, byte[]> entries, NavigableMap<String, byte @Nullable []> before) {
    this.entries = entries;
    this.before = before;
    this.known =
        before.entrySet().stream()
            .filter(entry -> entry.getValue() != null)
            .map(entry -> KeyValue.pair(entry.getKey(), entry.getValue()))
            .iterator();
    this.firstKnown = nextKnown();
    this.firstStored = nextStored();
  }

  private @Nullable KeyValue<String, byte[]> nextKnown() {
    return known.hasNext() ? known.next() : null;
  }

  private @Nullable KeyValue<String, byte[]> nextStored() {
    while (entries.hasNext()) {
      KeyValue<String, byte[]> entry = entries.next();
      if (!before.containsKey(entry.key)) {
        return entry;
      }
    }
    return null;
  }

  /** The next entry; null if all have been read. */
  private @Nullable KeyValue<String, byte[]> first() {
    KeyValue<String, byte[]> one = firstKnown;
    KeyValue<String, byte[]> other = firstStored;
    return other == null || (one != null && Slice.KEY_ORDER.compare(one.key, other.key) < 0)
        ? one
        : other;
  }

  @Override
  public boolean hasNext() {
    return first() != null;
  }

  @Override
  public KeyValue<String, byte[]> next() {
    KeyValue<String, byte[]> next = required();
    // A key is in one of the two only.
    if (before.containsKey(next.key)) {
      firstKnown = nextKnown();
    } else {
      firstStored = nextStored();
    }
    return next;
  }

  @Override
  public String peekNextKey() {
    return required().key;
  }

  private KeyValue<String, byte[]> required() {
    KeyValue<String, byte[]> next = first();
    if (next == null) {
      throw new NoSuchElementException("all entries have been read");
    }
    return next;
  }

  @Override
  public void close() {
    entries.close();
  }
}
