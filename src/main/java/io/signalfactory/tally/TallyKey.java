package io.signalfactory.tally;

/**
 * What a tally is about, beside the raw partition it was counted on.
 *
 * @param datasetUrn the dataset
 * @param minute the minute of event time, in minutes since the epoch (UTC)
 */
public record TallyKey(String datasetUrn, long minute) {}
