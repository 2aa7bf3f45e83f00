package io.signalfactory.gate;

import io.signalfactory.contract.Contract;
import io.signalfactory.event.PayloadFormat;
import java.util.List;

/**
 * Chooses how the values of a topic are read, from what its contracts say of their schemas.
 * Thread-safe.
 */
@FunctionalInterface
public interface PayloadFormats {

  /**
   * Chooses for one topic.
   *
   * @param contracts those of the topic; may be empty
   */
  TopicFormat of(List<Contract> contracts);

  /** The same for all topics, and no schemas. */
  static PayloadFormats always(PayloadFormat format) {
    return contracts -> TopicFormat.withoutSchemas(format);
  }
}
