package io.signalfactory.stream.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ConfigOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.OptionsUtil;
import org.rocksdb.RocksDB;

/** What every store's database is opened with. */
class SharedRocksDbConfigTest {

  @TempDir private Path folder;

  @Test
  void aStoreIsOpenedWithTheSharedMemoryAndOneThreadForItsFiles() throws Exception {
    // Given what Streams hands in for a store
    try (RocksDbMemory memory = new RocksDbMemory(16 << 20);
        Options options = new Options()) {
      options.setCreateIfMissing(true);
      options.setTableFormatConfig(new BlockBasedTableConfig());
      Map<String, Object> configs = Map.of(RocksDbMemory.CONFIG_KEY, memory);

      // When it is configured and opened
      new SharedRocksDbConfig().setConfig("hours", options, configs);
      try (RocksDB store = RocksDB.open(options, folder.toString());
          ConfigOptions reading = new ConfigOptions();
          DBOptions opened = new DBOptions()) {

        // Then so say the database and the options that it keeps
        OptionsUtil.loadLatestOptions(reading, folder.toString(), opened, new ArrayList<>());
        assertThat(store.getLongProperty("rocksdb.block-cache-capacity")).isEqualTo(16 << 20);
        assertThat(opened.maxFileOpeningThreads()).isEqualTo(1);
      }
    }
  }
}
