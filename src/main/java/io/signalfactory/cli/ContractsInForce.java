package io.signalfactory.cli;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.document.ContractDocument;
import io.signalfactory.contract.document.ContractReader;
import io.signalfactory.rule.RuleCompiler;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The contracts in force at the time of reading: the last valid document of each dataset on the
 * contracts topic.
 *
 * @param documents the documents as they were published, by URN
 * @param contracts the contracts in these documents, by URN
 */
record ContractsInForce(
    SortedMap<String, byte[]> documents, SortedMap<String, Contract> contracts) {

  private static final Logger LOG = LoggerFactory.getLogger(ContractsInForce.class);

  /** Reads the topic to its end. */
  static ContractsInForce read(Cluster cluster) {
    ContractReader reader = new ContractReader(new RuleCompiler());
    ContractsInForce inForce = new ContractsInForce(new TreeMap<>(), new TreeMap<>());
    try (TopicReader topic = TopicReader.open(cluster, cluster.settings().contractsTopic())) {
      topic.readToEnd(
          record -> {
            if (record.key() != null) {
              inForce.apply(
                  reader, new String(record.key(), StandardCharsets.UTF_8), record.value());
            }
            return true;
          });
    }
    return inForce;
  }

  // As in the application, an invalid document changes nothing.
  private void apply(ContractReader reader, String urn, byte @Nullable [] document) {
    if (document == null) {
      documents.remove(urn);
      contracts.remove(urn);
      return;
    }
    ContractDocument read = reader.readOne(urn, new String(document, StandardCharsets.UTF_8));
    Contract contract = read.contract();
    if (contract == null || !contract.urn().equals(urn)) {
      LOG.warn("The contracts topic has a document for {} that is not a valid contract of it", urn);
    } else {
      documents.put(urn, document);
      contracts.put(urn, contract);
    }
  }

  /** The contract in force for a dataset. */
  Optional<Contract> find(String urn) {
    return Optional.ofNullable(contracts.get(urn));
  }

  /** Whether the published document of the contract's dataset is exactly this one. */
  boolean includes(Contract contract, byte[] document) {
    return Arrays.equals(documents.get(contract.urn()), document);
  }
}
