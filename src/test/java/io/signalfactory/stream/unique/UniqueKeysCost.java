package io.signalfactory.stream.unique;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.gate.KeyHash;
import io.signalfactory.unique.KeyHistory;
import io.signalfactory.unique.KeySighting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.internal.DefaultRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What keys of unique rules cost. Not part of the build's tests, as it takes some minutes:
 *
 * <pre>mvn test-compile surefire:test -Dtest=UniqueKeysCost</pre>
 */
class UniqueKeysCost {

  /** The time that the machine spends on other things does not count. */
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private static final int MILLION = 1_000_000;
  private static final long RULE = 0x5EED;
  private static final long START = 1_800_000_000_000L;
  private static final long WITHIN_MS = Duration.ofHours(24).toMillis();

  @TempDir private Path folder;

  @Test
  void ofAMillionKeysThatAllDifferAndOfAsManyOnceThoseExpire() {
    SplittableRandom random = new SplittableRandom(1);
    KeyValueStore<Bytes, byte[]> store = keyValueStore();
    UniqueKeys keys = new UniqueKeys(store, UniqueKeys.Lateness.NONE);
    // A million a day: from the second day on, each new key lets another expire.
    for (int million = 1; million <= 3; million++) {
      long began = CPU.getCurrentThreadCpuTime();
      for (int i = 0; i < MILLION; i++) {
        long n = (million - 1L) * MILLION + i;
        long at = START + n * WITHIN_MS / MILLION;
        keys.see(
            RULE,
            WITHIN_MS,
            new KeyHash(random.nextLong(), random.nextLong()),
            new KeySighting(3, 40_000_000 + n, at, 40_000_000 + n));
      }
      report("key-value store, million " + million, began);
    }
    store.commit(Map.of());
    KeySighting last = new KeySighting(3, 43_000_000, START, 43_000_000);
    int put = recordBytes(33, KeyHistory.startingWith(last).toBytes());
    int delete = recordBytes(33, null);
    System.out.printf("changelog: %d bytes when a key comes, %d when it goes%n", put, delete);
    long bytes = bytesOnDisk();
    System.out.printf(Locale.ROOT, "on disk: %.0f MB%n", bytes / 1e6);
    assertThat(put + delete).isLessThan(150);
    assertThat(bytes / 1e6).isLessThan(400);
  }

  @Test
  void ofTheWindowStoreThatWasNotTaken() {
    SplittableRandom random = new SplittableRandom(1);
    WindowStore<Bytes, byte[]> store =
        Stores.windowStoreBuilder(
                Stores.persistentWindowStore(
                    "keys", Duration.ofHours(36), Duration.ofHours(12), false),
                Serdes.Bytes(),
                Serdes.ByteArray())
            .withLoggingDisabled()
            .withCachingDisabled()
            .build();
    init(store);
    long grain = WITHIN_MS / 2;
    byte[] value = new byte[21];
    for (int million = 1; million <= 3; million++) {
      long began = CPU.getCurrentThreadCpuTime();
      for (int i = 0; i < MILLION; i++) {
        long n = (million - 1L) * MILLION + i;
        long window = (START + n * WITHIN_MS / MILLION) / grain * grain;
        Bytes key =
            Bytes.wrap(
                ByteBuffer.allocate(24)
                    .putLong(RULE)
                    .putLong(random.nextLong())
                    .putLong(random.nextLong())
                    .array());
        boolean seen = false;
        for (long at = window; at >= window - WITHIN_MS; at -= grain) {
          seen |= store.fetch(key, at) != null;
        }
        assertThat(seen).isFalse();
        store.put(key, value, window);
      }
      report("window store, million " + million, began);
    }
    store.commit(Map.of());
    System.out.printf("changelog: %d bytes when a key comes%n", recordBytes(36, value));
    long bytes = bytesOnDisk();
    System.out.printf(Locale.ROOT, "on disk: %.0f MB%n", bytes / 1e6);
    assertThat(bytes / 1e6).isLessThan(400);
  }

  private static void report(String what, long began) {
    System.out.printf(
        Locale.ROOT,
        "%s: %.2f µs of the thread's CPU a record%n",
        what,
        (CPU.getCurrentThreadCpuTime() - began) / 1e3 / MILLION);
  }

  private static int recordBytes(int keyLength, byte @Nullable [] value) {
    return DefaultRecord.sizeInBytes(
        500,
        100,
        ByteBuffer.allocate(keyLength),
        value == null ? null : ByteBuffer.wrap(value),
        new Header[0]);
  }

  private long bytesOnDisk() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(UniqueKeysCost::size).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  private KeyValueStore<Bytes, byte[]> keyValueStore() {
    KeyValueStore<Bytes, byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore("keys"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .withCachingDisabled()
            .build();
    init(store);
    return store;
  }

  private void init(StateStore store) {
    Properties settings = new Properties();
    settings.put("application.id", "cost");
    settings.put("bootstrap.servers", "localhost:1");
    var context = new MockProcessorContext<>(settings, new TaskId(0, 0), folder.toFile());
    store.init(context.getStateStoreContext(), store);
  }
}
