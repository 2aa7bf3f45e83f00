package io.signalfactory.server.http;

/** What a route does. Thread-safe. */
@FunctionalInterface
public interface Action {

  /**
   * Answers a call.
   *
   * @throws ProblemException if the answer is a problem
   */
  Response answer(Call call);
}
