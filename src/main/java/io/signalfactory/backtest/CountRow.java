package io.signalfactory.backtest;

/**
 * The number of events in one interval.
 *
 * @param line the line of the file, from 1
 * @param startMs the start of the interval, in milliseconds since the epoch, after 1970
 * @param events the number of events, 0 to {@link CountFile#MAX_EVENTS}
 */
record CountRow(long line, long startMs, long events) {}
