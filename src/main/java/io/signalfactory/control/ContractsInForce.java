package io.signalfactory.control;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.document.ContractDocument;
import io.signalfactory.contract.document.ContractReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the contracts topic says at one moment: the last valid document of each dataset. As in the
 * application, a document that is not a valid contract changes nothing.
 *
 * <p>A document is read when it is asked for: with thousands of contracts, reading all of them
 * takes seconds, and a change concerns one or a few. Not thread-safe.
 */
public final class ContractsInForce {

  private static final Logger LOG = LoggerFactory.getLogger(ContractsInForce.class);

  private final ContractReader reader = ContractCheck.reader();
  private final Map<String, Deque<Document>> documents = new HashMap<>();
  private final Map<String, Long> lastRevisions = new HashMap<>();

  /** Nothing is in force yet. */
  ContractsInForce() {}

  /**
   * A document on the topic.
   *
   * @param bytes the document; null retires the contract
   * @param revision its number among the changes of the dataset; 0 if it has none
   * @param at when it was published
   * @param by who published it; null if that is not known
   * @param offset where it is on the topic
   */
  record Document(
      byte @Nullable [] bytes, long revision, Instant at, @Nullable String by, long offset) {}

  /** Takes the next document of a dataset, in the order of the topic. */
  void add(String urn, Document document) {
    if (document.revision() > 0) {
      lastRevisions.merge(urn, document.revision(), Math::max);
    }
    if (document.bytes() == null) {
      documents.remove(urn);
    } else {
      documents.computeIfAbsent(urn, key -> new ArrayDeque<>()).push(document);
    }
  }

  /** The contract in force for a dataset; empty if there is none. */
  public Optional<PublishedContract> find(String urn) {
    Deque<Document> latestFirst = documents.get(urn);
    while (latestFirst != null && !latestFirst.isEmpty()) {
      PublishedContract published = read(urn, latestFirst.peek());
      if (published != null) {
        return Optional.of(published);
      }
      LOG.warn("The contracts topic has a document for {} that is not a valid contract of it", urn);
      latestFirst.pop();
    }
    return Optional.empty();
  }

  private @Nullable PublishedContract read(String urn, Document document) {
    byte[] bytes = document.bytes();
    if (bytes == null) {
      return null;
    }
    ContractDocument read = reader.readOne(urn, new String(bytes, StandardCharsets.UTF_8));
    Contract contract = read.contract();
    return contract == null || !contract.urn().equals(urn)
        ? null
        : new PublishedContract(
            contract, bytes, document.revision(), document.at(), document.by(), document.offset());
  }

  /** All contracts in force, by the URN of their dataset. Reads every document. */
  public SortedMap<String, Contract> contracts() {
    SortedMap<String, Contract> contracts = new TreeMap<>();
    for (String urn : documents.keySet()) {
      find(urn).ifPresent(published -> contracts.put(urn, published.contract()));
    }
    return contracts;
  }

  /**
   * The number of the latest change of a dataset's contract, as far as the topic still has it:
   * empty if it has no record of the dataset that has a number.
   */
  Optional<Long> lastRevision(String urn) {
    return Optional.ofNullable(lastRevisions.get(urn));
  }
}
