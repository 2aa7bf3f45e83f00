package io.signalfactory.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.signalfactory.rig.RigException;
import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Whether there is exactly one committed Evidence for each raw record. */
final class EvidenceCheck {

  static final String TOPIC = "signal_factory.evidence";

  private static final Duration POLL = Duration.ofMillis(100);

  private final JsonMapper json = new JsonMapper();
  private final Map<TopicPartition, BitSet> seen = new HashMap<>();
  private long found;

  /**
   * Reads all Evidence that is committed.
   *
   * @throws RigException if a record has none, or two
   */
  static void oneForEach(String bootstrap, String topic, long records) throws IOException {
    EvidenceCheck check = new EvidenceCheck();
    check.readAll(bootstrap, topic);
    if (check.found != records) {
      throw new RigException(
          "there is Evidence of " + check.found + " records, and there are " + records);
    }
  }

  private void readAll(String bootstrap, String topic) throws IOException {
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> evidence : consumer.poll(POLL)) {
          add(json.readTree(evidence.value()).path("source"));
        }
      }
    }
  }

  private void add(JsonNode source) {
    TopicPartition partition =
        new TopicPartition(source.path("topic").asText(), source.path("partition").asInt(-1));
    int offset = source.path("offset").asInt(-1);
    BitSet offsets = seen.computeIfAbsent(partition, p -> new BitSet());
    if (offsets.get(offset)) {
      throw new RigException(partition + "@" + offset + " has two Evidence records");
    }
    offsets.set(offset);
    found++;
  }
}
