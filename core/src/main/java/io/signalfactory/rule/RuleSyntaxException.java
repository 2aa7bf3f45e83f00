package io.signalfactory.rule;

/** A condition that cannot be compiled. */
public final class RuleSyntaxException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  /**
   * @param line 1-based line within the expression
   * @param column 1-based column within the expression
   * @param message what is wrong and what to write instead
   */
  RuleSyntaxException(int line, int column, String message) {
    super(message);
    this.line = line;
    this.column = column;
  }

  /** 1-based line of the mistake within the expression. */
  public int line() {
    return line;
  }

  /** 1-based column of the mistake within the expression. */
  public int column() {
    return column;
  }
}
