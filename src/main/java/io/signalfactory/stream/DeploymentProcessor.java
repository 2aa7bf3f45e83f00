package io.signalfactory.stream;

import io.signalfactory.codec.CodecException;
import io.signalfactory.deployment.Deployment;
import io.signalfactory.deployment.DeploymentJson;
import io.signalfactory.deployment.Deployments;
import io.signalfactory.query.ReadProgress;
import io.signalfactory.stream.kafka.Names;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes note of deployments as they arrive on their topic. What is none, is left out. */
final class DeploymentProcessor implements Processor<String, byte[], Void, Void> {

  private static final Logger LOG = LoggerFactory.getLogger(DeploymentProcessor.class);

  private final Deployments deployments;
  private final ReadProgress progress;
  private ProcessorContext<Void, Void> context;
  private KeyValueStore<String, byte[]> store;

  DeploymentProcessor(Deployments deployments, ReadProgress progress) {
    this.deployments = deployments;
    this.progress = progress;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    this.context = context;
    this.store = context.getStateStore(Names.DEPLOYMENT_STORE);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    if (record.key() != null) {
      accept(record.key(), record.value());
    }
    context.recordMetadata().ifPresent(from -> progress.read(from.topic(), from.offset()));
  }

  private void accept(String key, byte[] value) {
    if (value == null) {
      deployments.remove(key);
      store.delete(key);
      return;
    }
    try {
      Deployment deployment = DeploymentJson.read(value);
      if (!deployment.key().equals(key)) {
        LOG.warn("Left out a deployment: its key is {}, not {}", key, deployment.key());
        return;
      }
      if (deployments.put(deployment)) {
        store.put(key, value);
      } else {
        LOG.info(
            "Left out the deployment of {} in {}: another environment counts here, or there are"
                + " too many",
            deployment.service(),
            deployment.environment());
      }
    } catch (CodecException e) {
      LOG.warn("Left out a deployment with the key {}: {}", key, e.getMessage());
    }
  }
}
