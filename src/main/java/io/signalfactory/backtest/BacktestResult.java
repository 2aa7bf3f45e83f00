package io.signalfactory.backtest;

import java.time.Instant;
import java.util.List;

/**
 * What came of a backtest.
 *
 * @param from when the history begins
 * @param until up to when it was judged
 * @param events events that arrived until then
 * @param deadLetters those of them that our own code failed on, which have no Evidence
 * @param signals what each signal went through, in the order of their names
 * @param notes what the reader should know about how the history was understood, in sentences
 * @param complete false if it was stopped before {@code until}
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
