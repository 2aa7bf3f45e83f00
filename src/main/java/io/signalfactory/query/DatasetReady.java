package io.signalfactory.query;

import io.signalfactory.contract.Contract;
import io.signalfactory.readiness.DatasetReadiness;
import org.jspecify.annotations.Nullable;

/**
 * How ready a dataset is, or the part of it that one service sends.
 *
 * @param contract the contract in force; null if there is none
 * @param readiness {@link DatasetReadiness#NOTHING} if no event was seen
 */
public record DatasetReady(
    String datasetUrn, @Nullable Contract contract, DatasetReadiness readiness) {}
