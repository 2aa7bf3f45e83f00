package io.signalfactory.stream;

import io.signalfactory.contract.document.ContractDocument;
import io.signalfactory.contract.document.ContractReader;
import io.signalfactory.gate.ContractCatalog;
import io.signalfactory.query.ReadProgress;
import io.signalfactory.rule.RuleCompiler;
import io.signalfactory.stream.kafka.Names;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts contracts in force as they arrive on the contracts topic. A document that is not a valid
 * contract, written by other means than ours, changes nothing: the contract in force stays.
 */
final class ContractProcessor implements Processor<String, byte[], Void, Void> {

  private static final Logger LOG = LoggerFactory.getLogger(ContractProcessor.class);

  private final ContractCatalog catalog;
  private final ReadProgress progress;
  private final ContractReader reader = new ContractReader(new RuleCompiler());
  private ProcessorContext<Void, Void> context;
  private KeyValueStore<String, byte[]> store;

  ContractProcessor(ContractCatalog catalog, ReadProgress progress) {
    this.catalog = catalog;
    this.progress = progress;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    this.context = context;
    this.store = context.getStateStore(Names.CONTRACT_STORE);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    try {
      accept(record.key(), record.value());
    } catch (RuntimeException e) {
      // An exception of a global processor stops the whole instance; no document may do that.
      LOG.error(
          "Refused contract {}: our own code failed on it, please report this stack",
          record.key(),
          e);
    }
    context.recordMetadata().ifPresent(from -> progress.read(from.topic(), from.offset()));
  }

  private void accept(String urn, byte[] document) {
    if (urn == null) {
      LOG.error("Ignored a contract without a key: the key has to be the dataset's URN");
    } else if (document == null) {
      catalog.retire(urn);
      store.delete(urn);
      LOG.info("Contract {} is retired", urn);
    } else {
      read(urn, document);
    }
  }

  private void read(String urn, byte[] document) {
    ContractDocument read = reader.readOne(urn, new String(document, StandardCharsets.UTF_8));
    if (read.contract() == null) {
      LOG.error("Refused contract {}; the one in force stays: {}", urn, read.problems());
    } else if (!read.contract().urn().equals(urn)) {
      LOG.error("Refused contract {}: its record has the key {}", read.contract().urn(), urn);
    } else {
      catalog.apply(read.contract());
      store.put(urn, document);
      LOG.info("Contract {} version {} is in force", urn, read.contract().version());
    }
  }
}
