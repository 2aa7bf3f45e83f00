package io.signalfactory.stream.unique;

import io.signalfactory.unique.UniqueClaim;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** {@link UniqueClaim} on the repartition topic by key. */
public final class UniqueClaimSerde implements Serde<UniqueClaim> {

  @Override
  public Serializer<UniqueClaim> serializer() {
    return (topic, claim) -> claim.toBytes();
  }

  @Override
  public Deserializer<UniqueClaim> deserializer() {
    return (topic, bytes) -> UniqueClaim.fromBytes(bytes);
  }
}
