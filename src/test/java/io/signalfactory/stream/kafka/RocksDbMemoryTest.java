package io.signalfactory.stream.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RateLimiter;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** The cap on RocksDB's memory, on real databases. */
class RocksDbMemoryTest {

  private static final int STORES = 6;
  private static final String FAST = "1000000";
  private static final int VALUE_BYTES = 1024;

  private final Random random = new Random(1);
  private final List<AutoCloseable> open = new ArrayList<>();

  @TempDir private Path folder;

  @AfterEach
  void closeAll() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  @ParameterizedTest
  @CsvSource({"16, " + FAST, "64, " + FAST, "100, " + FAST, "16, 8", "64, 24"})
  void blocksAndWriteBuffersOfAllStoresStayWithinTheCapHoweverSlowTheDisk(
      int mebibytes, long diskMebibytesPerSecond) throws Exception {
    // Given stores that share so much memory, with twice as much data
    long cap = (long) mebibytes << 20;
    RocksDbMemory memory = kept(new RocksDbMemory(cap));
    RateLimiter disk = kept(new RateLimiter(diskMebibytesPerSecond << 20));
    List<RocksDB> stores = stores(memory, disk);
    int keys = (int) (2 * cap / VALUE_BYTES / STORES);

    // When they are written, and read all over
    long most = 0;
    for (int key = 0; key < keys; key++) {
      for (RocksDB store : stores) {
        store.put(bytes(key), value());
        store.get(bytes(random.nextInt(key + 1)));
      }
      if (key % 64 == 0) {
        most = Math.max(most, used(stores.get(0)));
      }
    }

    // Then the cache was filled, and not beyond its cap
    assertThat(most).isBetween(cap * 3 / 4, cap);
  }

  private List<RocksDB> stores(RocksDbMemory memory, RateLimiter disk) throws RocksDBException {
    List<RocksDB> stores = new ArrayList<>();
    for (int i = 0; i < STORES; i++) {
      Options options = kept(new Options());
      options.setCreateIfMissing(true);
      options.setCompressionType(CompressionType.NO_COMPRESSION);
      options.setTableFormatConfig(new BlockBasedTableConfig());
      options.setRateLimiter(disk);
      memory.applyTo(options);
      stores.add(kept(RocksDB.open(options, folder.resolve("store-" + i).toString())));
    }
    return stores;
  }

  private <T extends AutoCloseable> T kept(T resource) {
    open.add(resource);
    return resource;
  }

  private static byte[] bytes(int key) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(key).array();
  }

  private byte[] value() {
    byte[] value = new byte[VALUE_BYTES];
    random.nextBytes(value);
    return value;
  }

  private static long used(RocksDB anyStore) throws RocksDBException {
    return anyStore.getLongProperty("rocksdb.block-cache-usage");
  }
}
