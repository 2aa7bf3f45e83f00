package io.signalfactory.contract.document;

/**
 * One mistake in a contract document.
 *
 * @param source the file's name, or what else the document came from
 * @param line the line of the mistake, from 1
 * @param column the column of the mistake, from 1
 * @param message what is wrong and what to write instead; it contains no value of an event
 */
public record ContractProblem(String source, int line, int column, String message) {

  /** {@code file:line:column: message}. */
  @Override
  public String toString() {
    return source + ":" + line + ":" + column + ": " + message;
  }
}
