package io.signalfactory.stream;

/**
 * The names of the topology. Those of stores and of the repartition topic name topics in Kafka:
 * changing one orphans state, so it is a migration and never a clean-up.
 */
final class Names {

  static final String RAW_SOURCE = "raw-records";
  static final String ENFORCE = "enforce";
  static final String EVIDENCE_SINK = "evidence";
  static final String DEAD_LETTER_SINK = "dead-letter";

  /** The repartition topic is {@code <application.id>-by-dataset-repartition}. */
  static final String BY_DATASET = "by-dataset";

  /** The child of {@link #ENFORCE} that leads to the repartition topic. */
  static final String BY_DATASET_FILTER = BY_DATASET + "-repartition-filter";

  /** The repartition topic is {@code <application.id>-by-key-repartition}. */
  static final String BY_KEY = "by-key";

  /** The child of {@link #ENFORCE} that leads to the repartition topic. */
  static final String BY_KEY_FILTER = BY_KEY + "-repartition-filter";

  static final String UNIQUE = "unique";

  /** The child of {@link #UNIQUE} that leads to the repartition topic of {@link #BY_DATASET}. */
  static final String UNIQUE_SINK = "unique-by-dataset";

  static final String SIGNALS = "signals";
  static final String SIGNALS_SINK = "signal-states";
  static final String BREACHES_SINK = "breach-transitions";

  static final String CONTRACTS_SOURCE = "contracts";

  static final String TALLY_STORE = "tallies";
  static final String PARTITION_KEY_STORE = "partition-keys";
  static final String DATASET_KEY_STORE = "dataset-keys";
  static final String UNIQUE_TALLY_STORE = "unique-tallies";
  static final String MINUTE_STORE = "minutes";
  static final String HOUR_STORE = "hours";
  static final String DATASET_STORE = "datasets";
  static final String STATE_STORE = "states";
  static final String OPEN_BREACH_STORE = "open-breaches";
  static final String BREACH_STORE = "breaches";
  static final String PROGRESS_STORE = "progress";
  static final String CONTRACT_STORE = "contracts";

  private Names() {}
}
