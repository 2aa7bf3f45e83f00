package io.signalfactory.stream.signals;

import io.signalfactory.readiness.DatasetReadiness;
import io.signalfactory.readiness.DatasetReadinessCodec;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** How ready the datasets of one SIGNALS task are. */
final class ReadinessStore {

  private final KeyValueStore<String, byte[]> store;

  ReadinessStore(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  @Nullable DatasetReadiness get(String datasetUrn) {
    byte[] stored = store.get(datasetUrn);
    return stored == null ? null : DatasetReadinessCodec.decode(stored);
  }

  void put(String datasetUrn, DatasetReadiness readiness) {
    store.put(datasetUrn, DatasetReadinessCodec.encode(readiness));
  }

  void forget(String datasetUrn) {
    store.delete(datasetUrn);
  }
}
