package io.signalfactory.query;

import io.signalfactory.signal.Signal;
import io.signalfactory.signal.State;
import org.jspecify.annotations.Nullable;

/**
 * Which datasets an overview shows. A component that is null accepts every dataset.
 *
 * @param owner accepts only datasets whose contract in force names this owner
 * @param tier accepts only datasets whose contract in force has this tier, 1 to 3
 * @param state accepts only datasets in this state or, with a signal, whose signal is in it
 * @param signal accepts only datasets of which this signal is judged
 */
public record OverviewFilter(
    @Nullable String owner,
    @Nullable Integer tier,
    @Nullable State state,
    @Nullable Signal signal) {

  boolean acceptsAll() {
    return owner == null && tier == null && state == null && signal == null;
  }

  boolean accepts(OverviewRow row) {
    State judged = signal == null ? row.state() : row.signals().get(signal);
    return (owner == null || owner.equals(row.owner()))
        && (tier == null || tier.equals(row.tier()))
        && judged != null
        && (state == null || state == judged);
  }
}
