package io.signalfactory.query;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.document.ContractDocument;
import io.signalfactory.contract.document.ContractReader;
import io.signalfactory.rule.RuleCompiler;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The contracts in force, read from their documents. Every call looks at the store, so a new
 * version is seen at once; reading a document costs milliseconds, so a contract is kept until the
 * bytes of its document change.
 */
final class ContractIndex {

  private static final Logger LOG = LoggerFactory.getLogger(ContractIndex.class);

  private final SignalStores stores;
  private final ContractReader reader = new ContractReader(new RuleCompiler());
  private final ConcurrentMap<String, ReadDocument> lastRead = new ConcurrentHashMap<>();

  ContractIndex(SignalStores stores) {
    this.stores = stores;
  }

  /** All contracts in force, by dataset URN. */
  SortedMap<String, Contract> all() {
    Map<String, byte[]> documents = stores.contracts();
    lastRead.keySet().retainAll(documents.keySet());
    SortedMap<String, Contract> contracts = new TreeMap<>();
    documents.forEach(
        (urn, document) -> {
          @Nullable Contract contract = read(urn, document);
          if (contract != null) {
            contracts.put(urn, contract);
          }
        });
    return contracts;
  }

  /** The contract in force for a dataset; empty if there is none. */
  Optional<Contract> of(String datasetUrn) {
    return stores
        .contract(datasetUrn)
        .flatMap(document -> Optional.ofNullable(read(datasetUrn, document)));
  }

  private @Nullable Contract read(String urn, byte[] document) {
    ReadDocument last = lastRead.get(urn);
    if (last == null || !Arrays.equals(last.document, document)) {
      last = new ReadDocument(document, parse(urn, document));
      lastRead.put(urn, last);
    }
    return last.contract;
  }

  private @Nullable Contract parse(String urn, byte[] document) {
    ContractDocument read = reader.readOne(urn, new String(document, StandardCharsets.UTF_8));
    if (read.contract() == null) {
      LOG.warn(
          "The contract of {} is left out of answers, because this release cannot read it: {}",
          urn,
          read.problems());
    }
    return read.contract();
  }

  /** A document, and the contract in it; null if it is not a contract for this release. */
  private record ReadDocument(byte[] document, @Nullable Contract contract) {}
}
