package io.signalfactory.contract.document;

/**
 * One mistake in a contract document.
 *
 * @param source the file's name, or what the document came from
 * @param line 1-based line of the mistake
 * @param column 1-based column of the mistake
 * @param message what is wrong and what to write instead; holds no value of any event
 */
public record ContractProblem(String source, int line, int column, String message) {

  /** {@code file:line:column: message}. */
  @Override
  public String toString() {
    return source + ":" + line + ":" + column + ": " + message;
  }
}
