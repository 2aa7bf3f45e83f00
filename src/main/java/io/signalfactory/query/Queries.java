package io.signalfactory.query;

import io.signalfactory.contract.Contract;
import io.signalfactory.revision.ContractRevision;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.BreachStory;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The questions that can be asked about datasets, wherever the answer is stored. Requests and
 * answers are values, so both can travel to another instance and back. Lists are asked for by
 * slices, and each entry comes with its place in the list, so that slices can be put together.
 *
 * <p>A dataset is known if it has a contract in force or at least one state.
 *
 * <p>Every method throws {@link NotReadyException} while it cannot give a complete answer: an empty
 * answer always means that there is nothing. Thread-safe.
 */
public interface Queries {

  /**
   * Until when the answers about this dataset are right. While the instance is blind to it, its
   * states are UNKNOWN.
   */
  Sight sight(String datasetUrn);

  /** Until when the answers about all datasets of some partitions are right. */
  Sight sight(Collection<Integer> partitions);

  /** The datasets that have a contract in force or a state, ordered by URN. */
  List<Listed<DatasetStates>> datasets(Slice slice);

  /** The states that the filter accepts, ordered by dataset, signal and consumer. */
  List<Listed<SignalState>> states(StateFilter filter, Slice slice);

  /**
   * The states of one dataset, ordered by signal and consumer; an empty list if it has not been
   * judged yet.
   *
   * @return empty if the dataset is unknown
   */
  Optional<List<SignalState>> states(String datasetUrn);

  /** The state of one signal; empty if the signal has not been judged. */
  Optional<SignalState> state(SignalKey key);

  /**
   * What was counted for a dataset, minute by minute.
   *
   * @return empty if the dataset is unknown
   */
  Optional<DatasetHistory> history(HistoryRequest request);

  /**
   * What was counted and judged of a dataset, in windows of minutes or hours.
   *
   * @return empty if the dataset is unknown
   */
  Optional<DatasetPast> past(PastRequest request);

  /**
   * The datasets that the filter accepts, one row each, ordered by URN.
   *
   * @param now the time of the question: strips end with its hour
   */
  List<Listed<OverviewRow>> overview(OverviewFilter filter, Slice slice, Instant now);

  /**
   * What a breach of the last 30 days went through; empty if there is no breach with this id in
   * these partitions.
   */
  List<Listed<BreachStory>> breach(String breachId, Slice slice);

  /**
   * The breaches of the last 30 days that the filter accepts, each with its latest transition,
   * newest first.
   */
  List<Listed<Breach>> breaches(BreachFilter filter, Slice slice);

  /** How ready the datasets are that the filter accepts, ordered by URN. */
  List<Listed<DatasetReady>> readiness(ReadinessFilter filter, Slice slice);

  /** The services that were seen as producers, the unknown one first, then by name. */
  List<Listed<ServiceSeen>> services(Slice slice);

  /**
   * Who sent the events of a dataset and where from, minute by minute.
   *
   * @return empty if the dataset is unknown
   */
  Optional<RecentSenders> senders(HistoryRequest request);

  /** All contracts in force, ordered by the URN of their dataset. */
  List<Contract> contracts();

  /** The contract in force for a dataset; empty if there is none. */
  Optional<Contract> contract(String datasetUrn);

  /**
   * The changes of a dataset's contract that are known, the latest first. A contract in force that
   * was published without a trace is the latest, with a number of 0 and nothing known of its
   * author.
   */
  List<ContractRevision> contractRevisions(String datasetUrn);
}
