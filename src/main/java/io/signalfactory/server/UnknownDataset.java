package io.signalfactory.server;

/** The answer about a dataset that has neither a contract in force nor a state. */
final class UnknownDataset {

  private UnknownDataset() {}

  static ProblemException problem(String urn) {
    return new ProblemException(
        Problem.notFound(
            "no contract is in force for '"
                + Problem.shown(urn)
                + "' and no event of it was seen: GET /api/v1/datasets lists those that there"
                + " are"));
  }
}
