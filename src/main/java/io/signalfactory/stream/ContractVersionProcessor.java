package io.signalfactory.stream;

import io.signalfactory.codec.CodecException;
import io.signalfactory.query.ReadProgress;
import io.signalfactory.revision.ContractRevisionJson;
import io.signalfactory.stream.kafka.Names;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the latest changes of each contract. What is not a change, is left out. */
final class ContractVersionProcessor implements Processor<String, byte[], Void, Void> {

  private static final Logger LOG = LoggerFactory.getLogger(ContractVersionProcessor.class);

  private final ReadProgress progress;
  private ProcessorContext<Void, Void> context;
  private KeyValueStore<String, byte[]> store;

  ContractVersionProcessor(ReadProgress progress) {
    this.progress = progress;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    this.context = context;
    this.store = context.getStateStore(Names.CONTRACT_VERSION_STORE);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    if (record.key() != null) {
      keep(record.key(), record.value());
    }
    context.recordMetadata().ifPresent(from -> progress.read(from.topic(), from.offset()));
  }

  private void keep(String key, byte[] value) {
    if (value == null) {
      store.delete(key);
      return;
    }
    try {
      String expected = ContractRevisionJson.read(value).key();
      if (expected.equals(key)) {
        store.put(key, value);
      } else {
        LOG.warn("Left out a change of a contract: its key is {}, not {}", key, expected);
      }
    } catch (CodecException e) {
      LOG.warn("Left out a change of a contract with the key {}: {}", key, e.getMessage());
    }
  }
}
