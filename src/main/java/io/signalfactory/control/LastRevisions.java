package io.signalfactory.control;

import io.signalfactory.codec.CodecException;
import io.signalfactory.config.Settings;
import io.signalfactory.revision.ContractRevision;
import io.signalfactory.revision.ContractRevisionJson;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The number of the latest change of a dataset's contract, for datasets of which the contracts
 * topic has no record any more: they were retired long ago, or are new.
 */
@FunctionalInterface
public interface LastRevisions {

  /** The number of the latest change; 0 if there was none. */
  long of(String urn);

  /**
   * Reads them from their topic, once.
   *
   * @param settings name the cluster and the topic
   * @param patience how long reading may take
   */
  static LastRevisions onTopic(Settings settings, Duration patience) {
    CommittedTopic topic =
        new CommittedTopic(
            settings.consumerProperties(), settings.contractVersionsTopic(), patience);
    Map<String, Long> numbers = new HashMap<>();
    boolean[] isRead = {false};
    return urn -> {
      if (!isRead[0]) {
        topic.read(
            record -> {
              if (record.value() != null) {
                try {
                  ContractRevision revision = ContractRevisionJson.read(record.value());
                  numbers.merge(revision.datasetUrn(), revision.number(), Math::max);
                } catch (CodecException e) {
                  // Somebody else wrote it; it counts for nothing here.
                  return;
                }
              }
            });
        isRead[0] = true;
      }
      return numbers.getOrDefault(urn, 0L);
    };
  }
}
