package io.signalfactory.infer;

import java.util.List;

/**
 * Drafted contracts.
 *
 * @param yaml one document for each, with comments
 * @param datasets what each contract describes, in the order of the documents
 */
public record Draft(String yaml, List<Dataset> datasets) {

  public Draft {
    datasets = List.copyOf(datasets);
  }

  /**
   * A dataset that was found.
   *
   * @param urn its URN
   * @param records the records of the sample that the gates count to it
   * @param passed those of them that do not fail its draft
   */
  public record Dataset(String urn, long records, long passed) {}
}
