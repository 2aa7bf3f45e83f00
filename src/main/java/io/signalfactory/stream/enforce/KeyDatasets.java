package io.signalfactory.stream.enforce;

import io.signalfactory.gate.LastSeen;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The {@link KeyRing} of each raw topic of a task that needs one, kept in the store of the keys of
 * unique rules (ADR 0032). The rings are on the heap, and their pages are written once per commit.
 */
final class KeyDatasets {

  /** Entries of unique rules begin with 0 or 1. */
  private static final byte PAGE = 2;

  private final KeyValueStore<Bytes, byte[]> store;
  private final Map<String, KeyRing> rings = new HashMap<>();

  KeyDatasets(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** What is known of the keys of the task's partition of a topic. */
  LastSeen of(String topic) {
    return rings.computeIfAbsent(topic, this::read);
  }

  /** Stores what has changed. */
  void write() {
    rings.forEach(
        (topic, ring) ->
            ring.writeChanges((number, page) -> store.put(place(id(topic), number), page)));
  }

  private KeyRing read(String topic) {
    long id = id(topic);
    List<byte[]> pages = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> range =
        store.range(place(id, 0), place(id, KeyRing.PAGES))) {
      while (range.hasNext()) {
        KeyValue<Bytes, byte[]> page = range.next();
        pages.add(page.value);
      }
    }
    return KeyRing.of(pages);
  }

  private static long id(String topic) {
    return LastSeen.hash(topic.getBytes(StandardCharsets.UTF_8));
  }

  /** The place of a page in the store. */
  static Bytes place(long topicId, int page) {
    return Bytes.wrap(
        ByteBuffer.allocate(1 + Long.BYTES + Short.BYTES)
            .put(PAGE)
            .putLong(topicId)
            .putShort((short) page)
            .array());
  }
}
