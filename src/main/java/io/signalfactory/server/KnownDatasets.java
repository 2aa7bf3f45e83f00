package io.signalfactory.server;

import io.signalfactory.query.SignalStores;

/** Tells a dataset about which nothing is to be said from one that does not exist. */
final class KnownDatasets {

  private final SignalStores signals;

  KnownDatasets(SignalStores signals) {
    this.signals = signals;
  }

  /**
   * Does nothing if the dataset has a contract in force or has been seen.
   *
   * @throws ProblemException otherwise
   */
  void require(String urn) {
    if (signals.contract(urn).isEmpty() && signals.states(urn).isEmpty()) {
      throw new ProblemException(
          Problem.notFound(
              "no contract is in force for '"
                  + Problem.shown(urn)
                  + "' and no event of it was seen: GET /api/v1/datasets lists those that there"
                  + " are"));
    }
  }
}
