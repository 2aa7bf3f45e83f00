package io.signalfactory.stream;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.Options;

/**
 * Makes every store use the instance's {@link RocksDbMemory}. Streams makes an object of this class
 * for each store, so the memory comes by the configuration.
 */
public final class SharedRocksDbConfig implements RocksDBConfigSetter {

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    if (configs.get(RocksDbMemory.CONFIG_KEY) instanceof RocksDbMemory memory) {
      memory.applyTo(options);
    }
  }

  @Override
  public void close(String storeName, Options options) {
    // The memory is shared: it is closed after the last store, by the application.
  }
}
