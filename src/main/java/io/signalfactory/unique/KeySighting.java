package io.signalfactory.unique;

/**
 * A record that carries a key of a unique rule, as the task that remembers keys comes to see it.
 *
 * @param partition the raw partition that the record lies in
 * @param offset its offset there
 * @param arrivalMs when it arrived, in epoch milliseconds
 * @param readAt where it stands among all that the task reads: a number that only grows, and is the
 *     same when it is read again. Where the task reads raw records, their offset
 */
public record KeySighting(int partition, long offset, long arrivalMs, long readAt) {}
