package io.signalfactory.gate;

import org.jspecify.annotations.Nullable;

/**
 * Which dataset a record belongs to.
 *
 * @param datasetUrn the dataset
 * @param contract its contract; null where it has none
 * @param result what G1 says
 */
record Resolution(String datasetUrn, @Nullable ContractPlan contract, GateResult result) {}
