package io.signalfactory.lookback;

import io.signalfactory.gate.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Which Evidence is asked for.
 *
 * @param datasetUrn only that of this dataset; null for that of all
 * @param outcome only Evidence with this outcome; null for any
 * @param limit at most this much, at least 1
 */
public record EvidenceRequest(@Nullable String datasetUrn, @Nullable Outcome outcome, int limit) {

  /**
   * @throws IllegalArgumentException if the limit is less than 1
   */
  public EvidenceRequest {
    if (limit < 1) {
      throw new IllegalArgumentException("a limit is at least 1, not " + limit);
    }
  }
}
