package io.signalfactory.tally;

import java.time.Instant;

/**
 * A span of event time over which a signal is judged.
 *
 * @param start its first instant
 * @param end the first instant after it
 */
public record Window(Instant start, Instant end) {}
