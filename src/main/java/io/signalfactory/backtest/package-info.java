/**
 * Judges a history with the real topology, by the history's own clock, to find the breaches that
 * would have opened. The only package outside the tests that uses the test driver of Kafka Streams
 * (ADR 0010).
 *
 * <p>The doors: {@link io.signalfactory.backtest.Backtest}, which calls a {@link
 * io.signalfactory.backtest.Watcher} and returns a {@link io.signalfactory.backtest.BacktestResult}
 * with a {@link io.signalfactory.backtest.SignalSummary} per signal, or throws a {@link
 * io.signalfactory.backtest.HistoryException}.
 */
@NullMarked
package io.signalfactory.backtest;

import org.jspecify.annotations.NullMarked;
