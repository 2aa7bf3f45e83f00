package io.signalfactory.checklist;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest Evidence of a dataset.
 *
 * @param latest when the latest of each raw partition was written, by topic and partition as in
 *     {@code raw.orders.events-3}; only those that were found
 * @param unknownBecause why its topic could not be read; null if it was
 */
public record EvidenceSeen(Map<String, Instant> latest, @Nullable String unknownBecause) {

  public EvidenceSeen {
    latest = Map.copyOf(latest);
  }
}
