package io.signalfactory.backtest;

import java.time.Instant;
import java.util.List;

/**
 * The result of a backtest.
 *
 * @param from when the history begins
 * @param until the time up to which it was judged
 * @param events the number of events that arrived until then
 * @param deadLetters how many of them our own code failed on; they have no Evidence
 * @param signals a summary of each signal, sorted by name
 * @param notes sentences about how the history was read, for the user
 * @param complete false if the watcher stopped it
 */
public record BacktestResult(
    Instant from,
    Instant until,
    long events,
    long deadLetters,
    List<SignalSummary> signals,
    List<String> notes,
    boolean complete) {

  public BacktestResult {
    signals = List.copyOf(signals);
    notes = List.copyOf(notes);
  }
}
