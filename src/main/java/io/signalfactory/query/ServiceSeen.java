package io.signalfactory.query;

import io.signalfactory.readiness.Facts;
import io.signalfactory.tally.VersionHistory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service that was seen as a producer, in the datasets of some partitions.
 *
 * @param service its name; null for records of which nobody knows who sent them
 * @param datasets what it sends, by URN
 */
public record ServiceSeen(@Nullable String service, List<InDataset> datasets) {

  public ServiceSeen {
    datasets = List.copyOf(datasets);
  }

  /** What it sent to all of these datasets in the latest hour in which each got any. */
  public Facts facts() {
    return datasets.stream().map(InDataset::facts).reduce(Facts.NONE, Facts::plus);
  }

  /**
   * What a service sends to one dataset.
   *
   * @param facts of the latest hour in which the dataset got any
   * @param versions which versions of it were seen there, and when
   */
  public record InDataset(
      String datasetUrn, Facts facts, List<VersionHistory.SeenVersion> versions) {

    public InDataset {
      versions = List.copyOf(versions);
    }
  }
}
