package io.signalfactory.stream.kafka;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often a consumer has learnt something about its topics. A consumer reads a topic by
 * its id, so it reads no record of a new incarnation before it has learnt the new id. A client
 * tells its deserializers of each such update, and this is one; it leaves the bytes as they are.
 */
final class MetadataUpdates implements Deserializer<byte[]>, ClusterResourceListener {

  private final AtomicLong updates = new AtomicLong();

  @Override
  public void onUpdate(ClusterResource cluster) {
    updates.incrementAndGet();
  }

  /** How many there have been. */
  long count() {
    return updates.get();
  }

  @Override
  public byte @Nullable [] deserialize(String topic, byte @Nullable [] bytes) {
    return bytes;
  }
}
