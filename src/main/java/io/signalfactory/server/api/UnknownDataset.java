package io.signalfactory.server.api;

import io.signalfactory.server.http.ProblemException;

/** The answer about a dataset that has neither a contract in force nor a state. */
final class UnknownDataset {

  private UnknownDataset() {}

  static ProblemException problem(String urn) {
    return ProblemException.notFound(
        "no contract is in force for "
            + ProblemException.quoted(urn)
            + " and none of its events was seen: GET /api/v1/datasets lists all datasets");
  }
}
