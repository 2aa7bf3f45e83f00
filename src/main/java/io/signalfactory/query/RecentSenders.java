package io.signalfactory.query;

import io.signalfactory.tally.Senders;
import io.signalfactory.tally.SourcePartition;
import java.util.Map;

/**
 * Who sent the events of a dataset in a span of event time, and where from.
 *
 * @param senders who sent them
 * @param latestMinutes the latest minute with events from each raw partition, in minutes since the
 *     epoch
 */
public record RecentSenders(Senders senders, Map<SourcePartition, Long> latestMinutes) {

  public RecentSenders {
    latestMinutes = Map.copyOf(latestMinutes);
  }
}
