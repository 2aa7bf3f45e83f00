package io.signalfactory.query;

import io.signalfactory.signal.Breach;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which breaches are asked for.
 *
 * @param statuses accepts only breaches whose latest transition is one of these
 * @param datasetUrn accepts only breaches of this dataset; null accepts those of every dataset
 */
public record BreachFilter(Set<Breach.Status> statuses, @Nullable String datasetUrn) {

  public BreachFilter {
    statuses = Set.copyOf(statuses);
  }

  boolean accepts(Breach breach) {
    return statuses.contains(breach.status())
        && (datasetUrn == null || datasetUrn.equals(breach.key().datasetUrn()));
  }
}
