package io.signalfactory.control;

import io.signalfactory.config.Settings;
import io.signalfactory.deployment.Deployment;
import io.signalfactory.deployment.DeploymentJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Publishes deployments. Thread-safe. */
public final class DeploymentPublisher {

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final Settings settings;
  private final Duration patience;

  /**
   * @param settings name the cluster and the topic
   * @param patience how long publishing may take
   */
  public DeploymentPublisher(Settings settings, Duration patience) {
    this.settings = settings;
    this.patience = patience;
  }

  /**
   * Publishes a deployment, and waits for the replicas.
   *
   * @return the offset of its record, by topic
   * @throws KafkaException if the topic does not exist, or the cluster does not answer in time
   */
  public Map<String, Long> publish(Deployment deployment) {
    Map<String, Object> properties = new HashMap<>(settings.producerProperties());
    int millis = Math.toIntExact(patience.toMillis());
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) millis);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0L);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
    Producer<byte[], byte[]> producer = new KafkaProducer<>(properties);
    try {
      RecordMetadata sent =
          producer
              .send(
                  new ProducerRecord<>(
                      settings.deploymentsTopic(),
                      deployment.key().getBytes(StandardCharsets.UTF_8),
                      DeploymentJson.write(deployment)))
              .get();
      return Map.of(sent.topic(), sent.offset());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new MissingTopicException(settings.deploymentsTopic());
      }
      throw new KafkaException(
          "the deployment was not published: "
              + (e.getCause() == null ? e.getMessage() : e.getCause().getMessage()),
          e);
    } finally {
      producer.close(CLOSE_WITHIN);
    }
  }
}
