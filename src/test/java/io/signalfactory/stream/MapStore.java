package io.signalfactory.stream;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store on the heap whose content can be taken and put back: what a changelog does. */
public final class MapStore<K extends Comparable<? super K>> implements KeyValueStore<K, byte[]> {

  private final String name;
  private final NavigableMap<K, byte[]> entries = new TreeMap<>();

  public MapStore(String name) {
    this.name = name;
  }

  public NavigableMap<K, byte[]> content() {
    return new TreeMap<>(entries);
  }

  public void restore(Map<K, byte[]> content) {
    entries.clear();
    entries.putAll(content);
  }

  @Override
  public void put(K key, byte[] value) {
    if (value == null) {
      entries.remove(key);
    } else {
      entries.put(key, value);
    }
  }

  @Override
  public byte[] putIfAbsent(K key, byte[] value) {
    return entries.putIfAbsent(key, value);
  }

  @Override
  public void putAll(List<KeyValue<K, byte[]>> more) {
    more.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public byte[] delete(K key) {
    return entries.remove(key);
  }

  @Override
  public byte[] get(K key) {
    return entries.get(key);
  }

  @Override
  public KeyValueIterator<K, byte[]> range(@Nullable K from, @Nullable K to) {
    NavigableMap<K, byte[]> tail = from == null ? entries : entries.tailMap(from, true);
    boolean isEmpty = from != null && to != null && from.compareTo(to) > 0;
    return iterator(isEmpty ? new TreeMap<>() : to == null ? tail : tail.headMap(to, true));
  }

  @Override
  public KeyValueIterator<K, byte[]> reverseRange(K from, K to) {
    return iterator(entries.subMap(from, true, to, true).descendingMap());
  }

  @Override
  public KeyValueIterator<K, byte[]> all() {
    return iterator(entries);
  }

  @Override
  public long approximateNumEntries() {
    return entries.size();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {}

  @Override
  public void close() {}

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  private static <K extends Comparable<? super K>> KeyValueIterator<K, byte[]> iterator(
      NavigableMap<K, byte[]> map) {
    // Of a copy, as what is iterated over may be deleted from meanwhile.
    Iterator<Map.Entry<K, byte[]>> inOrder = List.copyOf(map.entrySet()).iterator();
    return new KeyValueIterator<>() {
      private Map.Entry<K, byte[]> next = inOrder.hasNext() ? inOrder.next() : null;

      @Override
      public void close() {}

      @Override
      public K peekNextKey() {
        return next.getKey();
      }

      @Override
      public boolean hasNext() {
        return next != null;
      }

      @Override
      public KeyValue<K, byte[]> next() {
        Map.Entry<K, byte[]> current = next;
        next = inOrder.hasNext() ? inOrder.next() : null;
        return KeyValue.pair(current.getKey(), current.getValue());
      }
    };
  }
}
