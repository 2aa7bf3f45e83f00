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
 * The contracts in force as the store has them at the moment of asking. Reading a document costs
 * milliseconds, so what came out is kept for as long as the store has the same bytes.
 */
public final class ContractIndex {

  private static final Logger LOG = LoggerFactory.getLogger(ContractIndex.class);

  private final SignalStores signals;
  private final ContractReader reader = new ContractReader(new RuleCompiler());
  private final ConcurrentMap<String, Read> lastRead = new ConcurrentHashMap<>();

  public ContractIndex(SignalStores signals) {
    this.signals = signals;
  }

  /** All contracts in force, by dataset URN. */
  public SortedMap<String, Contract> all() {
    Map<String, byte[]> documents = signals.contracts();
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

  /** The contract in force for a dataset. */
  public Optional<Contract> of(String datasetUrn) {
    return signals.contract(datasetUrn).flatMap(d -> Optional.ofNullable(read(datasetUrn, d)));
  }

  private @Nullable Contract read(String urn, byte[] document) {
    Read last = lastRead.get(urn);
    if (last == null || !Arrays.equals(last.document, document)) {
      last = new Read(document, parse(urn, document));
      lastRead.put(urn, last);
    }
    return last.contract;
  }

  private @Nullable Contract parse(String urn, byte[] document) {
    ContractDocument read = reader.readOne(urn, new String(document, StandardCharsets.UTF_8));
    if (read.contract() == null) {
      LOG.warn("Contract {} is left out: this release does not read it: {}", urn, read.problems());
    }
    return read.contract();
  }

  /** What a document was read as; null where it is no contract. */
  private record Read(byte[] document, @Nullable Contract contract) {}
}
