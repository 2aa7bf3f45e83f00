package io.signalfactory.unique;

/**
 * A record that carries a key of a unique rule, as the task that remembers the keys reads it.
 *
 * @param partition the raw partition of the record
 * @param offset its offset there
 * @param arrivalMs when it arrived, in epoch milliseconds
 * @param readAt the position in what the task reads: the offset of the claim or, where the task
 *     reads the raw records itself, of the record. It only grows, and is the same when the same
 *     input is read again
 */
public record KeySighting(int partition, long offset, long arrivalMs, long readAt) {}
