package io.signalfactory.query;

import io.signalfactory.past.Strip;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.State;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A dataset in one row.
 *
 * @param datasetUrn the dataset
 * @param owner who owns it; null without a contract in force
 * @param tier its tier, 1 to 3; null without a contract in force
 * @param state the worst of its states; UNKNOWN if it has not been judged yet
 * @param since since when one of its signals has been in that state; null if it has not been judged
 *     yet
 * @param signals the state of each signal that is judged, the limits of consumers included
 * @param breach the open breach that matters most: the worst, and of those the one that has lasted
 *     longest; null if none is open
 * @param openBreaches how many breaches are open
 * @param strip its states in the last 24 hours
 */
public record OverviewRow(
    String datasetUrn,
    @Nullable String owner,
    @Nullable Integer tier,
    State state,
    @Nullable Instant since,
    SortedMap<Signal, State> signals,
    @Nullable Breach breach,
    int openBreaches,
    Strip strip) {

  public OverviewRow {
    signals = Collections.unmodifiableSortedMap(signals);
  }
}
