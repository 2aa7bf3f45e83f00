package io.signalfactory.stream.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.query.Slice;
import io.signalfactory.stream.MapStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;

class MergedRangesTest {

  private static MapStore<String> store(String... keys) {
    MapStore<String> store = new MapStore<>("states");
    for (String key : keys) {
      store.put(key, key.getBytes(StandardCharsets.UTF_8));
    }
    return store;
  }

  private static List<String> all(MergedRanges ranges) {
    List<String> values = new ArrayList<>();
    while (ranges.hasNext()) {
      values.add(new String(ranges.next(), StandardCharsets.UTF_8));
    }
    return values;
  }

  @Property
  void areTheSortedEntriesOfAll(
      @ForAll @Size(max = 20)
          Map<
                  @CharRange(from = 'a', to = 'c') @StringLength(max = 3) String,
                  @IntRange(max = 3) Integer>
              placeOf) {
    // given
    List<MapStore<String>> stores = List.of(store(), store(), store(), store());
    placeOf.forEach(
        (key, place) -> stores.get(place).put(key, key.getBytes(StandardCharsets.UTF_8)));
    TreeSet<String> sorted = new TreeSet<>(Slice.KEY_ORDER);
    sorted.addAll(placeOf.keySet());

    try (MergedRanges ranges = new MergedRanges()) {
      stores.forEach(store -> ranges.add(store.all()));

      // when
      List<String> read = all(ranges);

      // then
      assertThat(read).containsExactlyElementsOf(sorted);
    }
  }

  @Test
  void readOneEntryMoreOfARangeThanIsAskedFor() {
    // given
    Counting first = new Counting(store("a", "c", "d", "e").all());
    Counting second = new Counting(store("b", "f", "g").all());
    try (MergedRanges ranges = new MergedRanges()) {
      ranges.add(first);
      ranges.add(second);

      // when
      byte[] a = ranges.next();
      byte[] b = ranges.next();

      // then
      assertThat(a).containsExactly('a');
      assertThat(b).containsExactly('b');
      assertThat(first.read).isEqualTo(2);
      assertThat(second.read).isEqualTo(2);
    }
  }

  @Test
  void closeEveryRangeAlsoThoseWithoutEntries() {
    // given
    Counting empty = new Counting(store().all());
    Counting other = new Counting(store("a").all());
    MergedRanges ranges = new MergedRanges();
    ranges.add(empty);
    ranges.add(other);

    // when
    ranges.close();

    // then
    assertThat(empty.closed).isTrue();
    assertThat(other.closed).isTrue();
  }

  /** Counts what is read of a range. */
  private static final class Counting implements KeyValueIterator<String, byte[]> {

    private final KeyValueIterator<String, byte[]> counted;
    private int read;
    private boolean closed;

    Counting(KeyValueIterator<String, byte[]> counted) {
      this.counted = counted;
    }

    @Override
    public String peekNextKey() {
      return counted.peekNextKey();
    }

    @Override
    public boolean hasNext() {
      return counted.hasNext();
    }

    @Override
    public KeyValue<String, byte[]> next() {
      read++;
      return counted.next();
    }

    @Override
    public void close() {
      closed = true;
      counted.close();
    }
  }
}
