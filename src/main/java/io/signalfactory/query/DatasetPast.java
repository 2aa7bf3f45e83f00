package io.signalfactory.query;

import io.signalfactory.contract.Contract;
import io.signalfactory.deployment.Deployment;
import io.signalfactory.past.PastWindows;
import io.signalfactory.past.Usual;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.ObservedSpan;
import io.signalfactory.tally.VersionHistory;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The past of a dataset, with what its charts mark.
 *
 * @param windows what was counted and judged
 * @param usual how many events were, or are, usual for the hours of the span, the running one
 *     included; an hour of which it is not known is absent
 * @param contract the contract in force; null if there is none
 * @param observed the span of time in which every event was counted; null if no event was counted
 *     and no contract arrived yet
 * @param firstMinute the earliest minute with events that is still stored, in minutes since the
 *     epoch; null if none is stored
 * @param versions the versions of producers that were seen in the span, in the order in which they
 *     were first seen
 * @param deployments the deployments in the span of services that send its events, the earliest
 *     first; of each service and environment only the latest is known
 * @param breaches the breaches that were open in the span, the earliest first
 */
public record DatasetPast(
    PastWindows windows,
    SortedMap<Long, Usual> usual,
    @Nullable Contract contract,
    @Nullable ObservedSpan observed,
    @Nullable Long firstMinute,
    List<VersionHistory.SeenVersion> versions,
    List<Deployment> deployments,
    List<Breach> breaches) {

  public DatasetPast {
    usual = Collections.unmodifiableSortedMap(usual);
    versions = List.copyOf(versions);
    deployments = List.copyOf(deployments);
    breaches = List.copyOf(breaches);
  }
}
