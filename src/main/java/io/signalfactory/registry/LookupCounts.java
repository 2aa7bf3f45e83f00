package io.signalfactory.registry;

/**
 * What lookups of one registry have come to since the start.
 *
 * @param found requests that the registry answered with a schema
 * @param unknown requests that it answered with having none
 * @param refused requests whose schema could not be used
 * @param failed requests that it did not answer
 * @param unavailable lookups of stream threads that ended without an answer
 * @param waitedNanos that stream threads waited, in all
 * @param kept schemas that are kept now
 * @param answering whether the registry answered the last requests; false while it is not asked
 */
public record LookupCounts(
    long found,
    long unknown,
    long refused,
    long failed,
    long unavailable,
    long waitedNanos,
    int kept,
    boolean answering) {}
