package io.signalfactory.revision;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change of the contract of a dataset: who changed what, and when.
 *
 * @param datasetUrn the dataset
 * @param number counts the changes of the dataset's contract, from 1
 * @param version the contract's version as its owner writes it; null if it was retired
 * @param change what was done
 * @param at when; null if that is not known
 * @param by who did it: the name of a token, or of a user of a machine; null if that is not known
 * @param via how it was done; null if that is not known
 * @param changes what changed, in few words each, at most {@value #MAX_CHANGES}
 * @param document the contract as one JSON object in UTF-8; null if it was retired
 */
public record ContractRevision(
    String datasetUrn,
    long number,
    @Nullable String version,
    Change change,
    @Nullable Instant at,
    @Nullable String by,
    @Nullable Via via,
    List<String> changes,
    byte @Nullable [] document) {

  /** How many revisions are kept for a dataset: a later one takes the place of the oldest. */
  public static final int KEPT = 20;

  /** How many changes in words are kept of a revision. */
  public static final int MAX_CHANGES = 100;

  public ContractRevision {
    changes =
        changes.size() <= MAX_CHANGES
            ? List.copyOf(changes)
            : List.copyOf(changes.subList(0, MAX_CHANGES));
  }

  /** The key of its record: every {@value #KEPT} revisions the same one comes again. */
  public String key() {
    return datasetUrn + "|" + number % KEPT;
  }

  /** What can be done to a contract. */
  public enum Change {
    APPLIED,
    RETIRED
  }

  /** How a contract can be changed. */
  public enum Via {
    HTTP,
    COMMAND_LINE
  }
}
