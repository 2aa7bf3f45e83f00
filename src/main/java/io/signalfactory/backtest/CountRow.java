package io.signalfactory.backtest;

/**
 * How many events there were in one interval.
 *
 * @param line where it stands in its file, from 1
 * @param startMs when the interval begins, in milliseconds since the epoch, after 1970
 * @param events how many events, 0 to {@link CountFile#MAX_EVENTS}
 */
record CountRow(long line, long startMs, long events) {}
