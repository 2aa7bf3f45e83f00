package io.signalfactory.server.http;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong in the body of a request.
 *
 * @param detail what is wrong, and what to write instead
 * @param line the line in the body, from 1; null if it is about no line
 * @param column the column in that line, from 1; null if it is about no line
 */
public record Mistake(String detail, @Nullable Integer line, @Nullable Integer column) {

  /** A mistake in the body as a whole. */
  public static Mistake of(String detail) {
    return new Mistake(detail, null, null);
  }
}
