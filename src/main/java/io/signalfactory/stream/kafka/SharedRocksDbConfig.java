package io.signalfactory.stream.kafka;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.Options;

/**
 * Makes every store use the instance's {@link RocksDbMemory}, and open without threads of its own.
 * Streams creates an object of this class for each store, which therefore finds the memory in its
 * configuration.
 */
public final class SharedRocksDbConfig implements RocksDBConfigSetter {

  /**
   * With RocksDB's default of 16, each of a store's two column families starts 15 threads, even if
   * there is no file to open yet (ADR 15).
   */
  private static final int FILE_OPENING_THREADS = 1;

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    if (configs.get(RocksDbMemory.CONFIG_KEY) instanceof RocksDbMemory memory) {
      memory.applyTo(options);
    }
    options.setMaxFileOpeningThreads(FILE_OPENING_THREADS);
    // By default RocksDB tries again without end, and a store cannot even be closed meanwhile. The
    // instance decides itself when to go on (ADR 28).
    options.setMaxBgErrorResumeCount(0);
  }

  @Override
  public void close(String storeName, Options options) {
    // The memory is shared: it is closed after the last store, by the application.
  }
}
