package io.signalfactory.stream.sight;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.stream.MapStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

class UnconfirmedProperties {

  private static final String NAME = "states";

  /** Something that the stream thread does. */
  sealed interface Step {
    record Put(String key, String value) implements Step {}

    record Delete(String key) implements Step {}

    record Commit() implements Step {}

    record Tick() implements Step {}
  }

  private final AtomicLong commits = new AtomicLong();
  private final Unconfirmed unconfirmed = new Unconfirmed(commits::get);
  private final MapStore<String> store = new MapStore<>(NAME);
  private final KeyValueStore<String, byte[]> noting = unconfirmed.noting(store);
  private final NavigableMap<String, String> written = new TreeMap<>();
  private NavigableMap<String, String> committed = new TreeMap<>();

  @Property
  void queriesGetWhatWasThereAtTheLastCommit(
      @ForAll("steps") List<Step> steps, @ForAll("keys") String from, @ForAll("keys") String to) {
    // when
    steps.forEach(this::take);

    // then
    ReadOnlyKeyValueStore<String, byte[]> shown = unconfirmed.confirmed(NAME, store);
    assertThat(content(shown.all())).isEqualTo(committed);
    if (from.compareTo(to) <= 0) {
      assertThat(content(shown.range(from, to))).isEqualTo(committed.subMap(from, true, to, true));
      assertThat(content(shown.range(null, to))).isEqualTo(committed.headMap(to, true));
      assertThat(content(shown.range(from, null))).isEqualTo(committed.tailMap(from, true));
    }
    byte[] value = shown.get(from);
    assertThat(value == null ? null : new String(value, UTF_8)).isEqualTo(committed.get(from));
    assertThat(content(store.all())).isEqualTo(written);
  }

  private void take(Step step) {
    if (step instanceof Step.Put put) {
      noting.put(put.key(), put.value().getBytes(UTF_8));
      written.put(put.key(), put.value());
    } else if (step instanceof Step.Delete delete) {
      noting.delete(delete.key());
      written.remove(delete.key());
    } else if (step instanceof Step.Commit) {
      commits.incrementAndGet();
      committed = new TreeMap<>(written);
    } else {
      unconfirmed.forget();
    }
  }

  private static Map<String, String> content(KeyValueIterator<String, byte[]> entries) {
    Map<String, String> content = new LinkedHashMap<>();
    @Nullable String last = null;
    try (entries) {
      while (entries.hasNext()) {
        String key = entries.peekNextKey();
        assertThat(last == null || last.compareTo(key) < 0).as("in order").isTrue();
        last = key;
        var entry = entries.next();
        assertThat(entry.key).isEqualTo(key);
        content.put(entry.key, new String(entry.value, UTF_8));
      }
    }
    return content;
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.of("a", "b", "c", "d", "e", "f");
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Step> puts =
        Combinators.combine(keys(), Arbitraries.strings().alpha().ofLength(2)).as(Step.Put::new);
    Arbitrary<Step> deletes = keys().map(Step.Delete::new);
    Arbitrary<Step> others = Arbitraries.of(new Step.Commit(), new Step.Tick());
    return Arbitraries.oneOf(puts, deletes, others).list().ofMaxSize(40);
  }
}
