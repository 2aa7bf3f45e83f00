package io.signalfactory.backtest;

import java.util.ArrayList;
import java.util.List;

/** A history that cannot be judged, with each thing that is wrong with it. */
public final class HistoryException extends Exception {

  private static final long serialVersionUID = 1L;

  private final ArrayList<String> problems;

  HistoryException(String problem) {
    this(List.of(problem));
  }

  HistoryException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = new ArrayList<>(problems);
  }

  /** What is wrong, each with its place, in the order of the places; at least one. */
  public List<String> problems() {
    return List.copyOf(problems);
  }
}
