package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

/** What every store's database is opened with. */
class SharedRocksDbConfigTest {

  @TempDir private Path folder;

  @Test
  void aStoreThatIsOpenedHasTheSharedMemoryAndStartsNoThreadsForItsFiles() throws Exception {
    // Given what Streams hands in for a store
    try (RocksDbMemory memory = new RocksDbMemory(16 << 20);
        Options options = new Options()) {
      options.setCreateIfMissing(true);
      options.setTableFormatConfig(new BlockBasedTableConfig());
      Map<String, Object> configs = Map.of(RocksDbMemory.CONFIG_KEY, memory);

      // When it is configured and opened
      new SharedRocksDbConfig().setConfig("hours", options, configs);
      try (RocksDB store = RocksDB.open(options, folder.toString())) {

        // Then its cache is the shared one, and whoever opens it opens its files, too
        assertThat(store.getLongProperty("rocksdb.block-cache-capacity")).isEqualTo(16 << 20);
        assertThat(options.maxFileOpeningThreads()).isEqualTo(1);
      }
    }
  }
}
