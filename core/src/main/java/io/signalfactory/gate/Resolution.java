package io.signalfactory.gate;

import org.jspecify.annotations.Nullable;

/**
 * The dataset that a record belongs to.
 *
 * @param datasetUrn the dataset
 * @param contract its contract; null if it has none
 * @param result the result of G1
 */
record Resolution(String datasetUrn, @Nullable ContractPlan contract, GateResult result) {}
