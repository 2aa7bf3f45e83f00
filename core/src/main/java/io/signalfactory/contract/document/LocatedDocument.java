package io.signalfactory.contract.document;

import java.util.List;

/**
 * A document and where its parts are that can be at odds with other documents.
 *
 * @param source the file's name, or what the document came from
 * @param start where it begins
 * @param urn where its URN stands
 * @param topic where its topic stands
 */
record LocatedDocument(
    String source, ContractDocument document, Place start, Place urn, Place topic) {

  static LocatedDocument refused(String source, Place place, String message) {
    ContractProblem problem = new ContractProblem(source, place.line(), place.column(), message);
    return new LocatedDocument(
        source, new ContractDocument(null, List.of(problem)), place, place, place);
  }
}
