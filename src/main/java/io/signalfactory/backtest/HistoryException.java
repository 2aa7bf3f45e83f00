package io.signalfactory.backtest;

import java.util.ArrayList;
import java.util.List;

/** Thrown for a history that cannot be judged, with all its mistakes. */
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

  /** At least one mistake; each with its place in the file if it has one, in that order. */
  public List<String> problems() {
    return List.copyOf(problems);
  }
}
