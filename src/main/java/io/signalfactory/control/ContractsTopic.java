package io.signalfactory.control;

import io.signalfactory.config.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Reads from the contracts topic what is in force. */
public final class ContractsTopic {

  private final CommittedTopic topic;

  /**
   * @param settings name the cluster and the topic
   * @param patience how long reading may take
   */
  public ContractsTopic(Settings settings, Duration patience) {
    this.topic =
        new CommittedTopic(settings.consumerProperties(), settings.contractsTopic(), patience);
  }

  /**
   * Reads the topic to its end.
   *
   * @throws MissingTopicException if there is no such topic
   * @throws org.apache.kafka.common.KafkaException if the cluster does not answer in time
   */
  public ContractsInForce read() {
    ContractsInForce inForce = new ContractsInForce();
    topic.read(
        record -> {
          if (record.key() != null) {
            inForce.add(
                new String(record.key(), StandardCharsets.UTF_8),
                new ContractsInForce.Document(
                    record.value(),
                    ContractRecords.revision(record.headers()),
                    Instant.ofEpochMilli(record.timestamp()),
                    ContractRecords.by(record.headers()),
                    record.offset()));
          }
        });
    return inForce;
  }
}
