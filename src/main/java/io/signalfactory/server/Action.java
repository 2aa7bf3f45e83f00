package io.signalfactory.server;

/** What a route does. Thread-safe. */
@FunctionalInterface
interface Action {

  /**
   * Answers a call.
   *
   * @throws ProblemException if the call cannot be answered as it is
   * @throws io.signalfactory.query.NotReadyException if it cannot be answered now
   */
  Response answer(Call call);
}
