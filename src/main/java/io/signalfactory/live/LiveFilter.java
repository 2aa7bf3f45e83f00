package io.signalfactory.live;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to hear of.
 *
 * @param topics accepts only changes of these; not empty
 * @param datasetUrn accepts only changes of this dataset; null accepts those of every dataset
 */
public record LiveFilter(Set<LiveTopic> topics, @Nullable String datasetUrn) {

  /**
   * @throws IllegalArgumentException if nothing is asked for
   */
  public LiveFilter {
    topics = Set.copyOf(topics);
    if (topics.isEmpty()) {
      throw new IllegalArgumentException("a client that wants no topic needs no stream");
    }
  }

  boolean accepts(LiveEvent event) {
    return accepts(event.topic(), event.datasetUrn());
  }

  boolean accepts(LiveTopic topic, @Nullable String urn) {
    return topics.contains(topic) && (datasetUrn == null || datasetUrn.equals(urn));
  }
}
