package io.signalfactory.contract.document;

import java.util.List;

/**
 * A document and the places of those parts that can collide with other documents.
 *
 * @param source the file's name, or what else the document came from
 * @param start where it begins
 * @param urn where its URN is
 * @param topic where its topic is
 */
record LocatedDocument(
    String source, ContractDocument document, Place start, Place urn, Place topic) {

  static LocatedDocument refused(String source, Place place, String message) {
    ContractProblem problem = new ContractProblem(source, place.line(), place.column(), message);
    return new LocatedDocument(
        source, new ContractDocument(null, List.of(problem)), place, place, place);
  }
}
