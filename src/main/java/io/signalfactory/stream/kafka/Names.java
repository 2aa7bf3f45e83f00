package io.signalfactory.stream.kafka;

import java.util.List;

/**
 * The names of the topology's parts. The names of stores and repartitions are part of topic names
 * in Kafka: changing one orphans state, so it needs a migration and is never a clean-up.
 */
public final class Names {

  public static final String RAW_SOURCE = "raw-records";
  public static final String ENFORCE = "enforce";
  public static final String EVIDENCE_SINK = "evidence";
  public static final String DEAD_LETTER_SINK = "dead-letter";

  /** The repartition topic is {@code <application.id>-by-dataset-repartition}. */
  public static final String BY_DATASET = "by-dataset";

  /** The child of {@link #ENFORCE} that leads to the repartition topic. */
  public static final String BY_DATASET_FILTER = BY_DATASET + "-repartition-filter";

  /** The repartition topic is {@code <application.id>-by-key-repartition}. */
  public static final String BY_KEY = "by-key";

  /** The child of {@link #ENFORCE} that leads to the repartition topic. */
  public static final String BY_KEY_FILTER = BY_KEY + "-repartition-filter";

  public static final String UNIQUE = "unique";

  /** The child of {@link #UNIQUE} that leads to the repartition topic of {@link #BY_DATASET}. */
  public static final String UNIQUE_SINK = "unique-by-dataset";

  public static final String SIGNALS = "signals";
  public static final String SIGNALS_SINK = "signal-states";
  public static final String BREACHES_SINK = "breach-transitions";

  public static final String CONTRACTS_SOURCE = "contracts";
  public static final String CONTRACT_VERSIONS_SOURCE = "contract-versions";
  public static final String DEPLOYMENTS_SOURCE = "deployments";

  public static final String TALLY_STORE = "tallies";
  public static final String PARTITION_KEY_STORE = "partition-keys";
  public static final String DATASET_KEY_STORE = "dataset-keys";
  public static final String UNIQUE_TALLY_STORE = "unique-tallies";
  public static final String MINUTE_STORE = "minutes";
  public static final String HOUR_STORE = "hours";
  public static final String DATASET_STORE = "datasets";
  public static final String STATE_STORE = "states";
  public static final String OPEN_BREACH_STORE = "open-breaches";
  public static final String BREACH_STORE = "breaches";
  public static final String TRANSITION_STORE = "transitions";
  public static final String TRACK_STORE = "tracks";
  public static final String ROLLUP_STORE = "rollups";
  public static final String PROGRESS_STORE = "progress";
  public static final String READINESS_STORE = "readiness";
  public static final String CONTRACT_STORE = "contracts";
  public static final String CONTRACT_VERSION_STORE = "contract-versions";
  public static final String DEPLOYMENT_STORE = "deployments";

  /** The stores on disk, each with a changelog. */
  public static final List<String> LOGGED_STORES =
      List.of(
          TALLY_STORE,
          PARTITION_KEY_STORE,
          DATASET_KEY_STORE,
          UNIQUE_TALLY_STORE,
          MINUTE_STORE,
          HOUR_STORE,
          DATASET_STORE,
          STATE_STORE,
          OPEN_BREACH_STORE,
          BREACH_STORE,
          TRANSITION_STORE,
          TRACK_STORE,
          ROLLUP_STORE,
          PROGRESS_STORE,
          READINESS_STORE);

  private Names() {}
}
