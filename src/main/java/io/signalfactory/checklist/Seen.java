package io.signalfactory.checklist;

import io.signalfactory.contract.Contract;
import io.signalfactory.query.RecentSenders;
import io.signalfactory.signal.SignalState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a dataset.
 *
 * @param datasetUrn the dataset
 * @param contract the contract in force; null if there is none
 * @param lastHour who sent the records of the last hour
 * @param states the states of its signals
 * @param evidence its latest Evidence
 * @param readers who reads the breaches topic
 * @param streams how many clients of this instance listen for breaches of the dataset
 * @param now when this was seen
 */
public record Seen(
    String datasetUrn,
    @Nullable Contract contract,
    RecentSenders lastHour,
    List<SignalState> states,
    EvidenceSeen evidence,
    Readers readers,
    int streams,
    Instant now) {

  public Seen {
    states = List.copyOf(states);
  }
}
