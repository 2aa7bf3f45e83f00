package io.signalfactory.stream.report;

import io.signalfactory.stream.kafka.StateKeeping;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Builds the tally store over a plain store of bytes. */
public final class TallyStoreBuilder implements StoreBuilder<TallyStore> {

  private final StoreBuilder<KeyValueStore<Bytes, byte[]>> beneath;

  public TallyStoreBuilder(String name, StateKeeping keeping) {
    this.beneath = keeping.store(name, Serdes.Bytes());
  }

  @Override
  public TallyStore build() {
    return new TallyStore(beneath.build());
  }

  @Override
  public StoreBuilder<TallyStore> withCachingEnabled() {
    // The store is its own cache.
    return this;
  }

  @Override
  public StoreBuilder<TallyStore> withCachingDisabled() {
    return this;
  }

  @Override
  public StoreBuilder<TallyStore> withLoggingEnabled(Map<String, String> config) {
    beneath.withLoggingEnabled(config);
    return this;
  }

  @Override
  public StoreBuilder<TallyStore> withLoggingDisabled() {
    beneath.withLoggingDisabled();
    return this;
  }

  @Override
  public Map<String, String> logConfig() {
    return beneath.logConfig();
  }

  @Override
  public boolean loggingEnabled() {
    return beneath.loggingEnabled();
  }

  @Override
  public String name() {
    return beneath.name();
  }
}
