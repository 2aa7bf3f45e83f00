package io.signalfactory.infer;

import java.util.List;

/**
 * Some records of a topic.
 *
 * @param topic the topic's name
 * @param records the records, in any order
 * @param howTaken how they were chosen, for people: one sentence per line
 */
public record Sample(String topic, List<SampledRecord> records, List<String> howTaken) {

  public Sample {
    records = List.copyOf(records);
    howTaken = List.copyOf(howTaken);
  }
}
