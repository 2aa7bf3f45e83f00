package io.signalfactory.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** The topics that belong to the application, as its settings define them. */
public final class OwnTopics {

  private static final Duration EVIDENCE_RETENTION = Duration.ofDays(7);
  private static final Duration BREACH_RETENTION = Duration.ofDays(30);
  private static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(30);

  private OwnTopics() {}

  /**
   * All topics that readers see: not the raw topics, which belong to their producers, and not the
   * internal topics of Kafka Streams.
   */
  public static List<TopicSpec> of(Settings settings) {
    short replicas = (short) settings.topicsReplicationFactor();
    return List.of(
        new TopicSpec(
            settings.evidenceTopic(),
            settings.topicsPartitions(),
            replicas,
            deleted(EVIDENCE_RETENTION)),
        new TopicSpec(settings.signalsTopic(), settings.signalsPartitions(), replicas, compacted()),
        new TopicSpec(
            settings.breachesTopic(),
            settings.signalsPartitions(),
            replicas,
            deleted(BREACH_RETENTION)),
        // Every instance reads all of it, and one partition keeps the contracts in order.
        new TopicSpec(settings.contractsTopic(), 1, replicas, compacted()),
        new TopicSpec(settings.contractVersionsTopic(), 1, replicas, compacted()),
        new TopicSpec(settings.deploymentsTopic(), 1, replicas, compacted()),
        new TopicSpec(
            settings.deadLetterTopic(), settings.topicsPartitions(), replicas, deadLetter()));
  }

  private static Map<String, String> deleted(Duration retention) {
    return Map.of(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_DELETE,
        TopicConfig.RETENTION_MS_CONFIG,
        Long.toString(retention.toMillis()));
  }

  private static Map<String, String> compacted() {
    return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
  }

  // It must accept every record that a raw topic accepted, however large.
  private static Map<String, String> deadLetter() {
    return Map.of(
        TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
        TopicConfig.RETENTION_MS_CONFIG, Long.toString(DEAD_LETTER_RETENTION.toMillis()),
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(ClientProperties.MAX_RECORD_BYTES));
  }
}
