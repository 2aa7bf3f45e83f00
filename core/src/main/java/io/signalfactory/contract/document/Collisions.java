package io.signalfactory.contract.document;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.DatasetSelector;
import io.signalfactory.contract.Match;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds contracts that are valid but cannot be in force together. */
final class Collisions {

  private Collisions() {}

  /** Returns the documents; of two that collide the later one is refused. */
  static List<ContractDocument> report(List<LocatedDocument> documents) {
    Map<String, LocatedDocument> byUrn = new HashMap<>();
    Map<Records, LocatedDocument> byRecords = new HashMap<>();
    return documents.stream().map(document -> check(document, byUrn, byRecords)).toList();
  }

  /** The records that belong to a contract's dataset. */
  private record Records(String topic, Optional<Match> match) {}

  private static ContractDocument check(
      LocatedDocument located,
      Map<String, LocatedDocument> byUrn,
      Map<Records, LocatedDocument> byRecords) {
    Contract contract = located.document().contract();
    if (contract == null) {
      return located.document();
    }
    DatasetSelector dataset = contract.dataset();
    LocatedDocument sameUrn = byUrn.putIfAbsent(dataset.urn(), located);
    if (sameUrn != null) {
      return refuse(
          located,
          located.urn(),
          "the dataset '%s' has a contract already, at %s: give this one a URN of its own"
              .formatted(dataset.urn(), at(sameUrn, sameUrn.urn())));
    }
    LocatedDocument sameRecords =
        byRecords.putIfAbsent(
            new Records(dataset.topic(), Optional.ofNullable(dataset.match())), located);
    if (sameRecords != null) {
      return refuse(
          located,
          located.topic(),
          "no record of topic '%s' can tell this contract from the one at %s: give each a 'match'"
                  .formatted(dataset.topic(), at(sameRecords, sameRecords.topic()))
              + " of its own");
    }
    return located.document();
  }

  private static ContractDocument refuse(LocatedDocument located, Place place, String message) {
    return LocatedDocument.refused(located.source(), place, message).document();
  }

  private static String at(LocatedDocument located, Place place) {
    return located.source() + ":" + place.line() + ":" + place.column();
  }
}
