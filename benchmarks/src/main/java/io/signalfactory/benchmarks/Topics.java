package io.signalfactory.benchmarks;

import io.signalfactory.config.TopicAdmin;
import io.signalfactory.config.TopicSpec;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** What a benchmark asks of the broker. */
final class Topics implements AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final Admin admin;

  Topics(String bootstrap) {
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
  }

  /** Creates topics and returns when they take records. */
  void create(Collection<String> names, int partitions, Map<String, String> configuration) {
    new TopicAdmin(admin)
        .create(
            names.stream()
                .map(name -> new TopicSpec(name, partitions, (short) 1, configuration))
                .toList());
  }

  /** How many records of some topics a group has committed. */
  long committed(String group, Predicate<String> chosen)
      throws ExecutionException, InterruptedException {
    return offsets(group, chosen).values().stream().mapToLong(offset -> offset).sum();
  }

  /** The offsets that a group has committed in some topics. */
  Map<TopicPartition, Long> offsets(String group, Predicate<String> chosen)
      throws ExecutionException, InterruptedException {
    return admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .entrySet()
        .stream()
        .filter(e -> chosen.test(e.getKey().topic()) && e.getValue() != null)
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset()));
  }

  void configure(String topic, Map<String, String> configuration)
      throws ExecutionException, InterruptedException {
    List<AlterConfigOp> changes =
        configuration.entrySet().stream()
            .map(e -> new ConfigEntry(e.getKey(), e.getValue()))
            .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
            .toList();
    admin
        .incrementalAlterConfigs(
            Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), changes))
        .all()
        .get();
  }

  /** Removes topics and waits until they are gone. */
  void delete(Predicate<String> chosen) throws ExecutionException, InterruptedException {
    List<String> names = chosen(chosen);
    admin.deleteTopics(names).all().get();
    while (!chosen(chosen).isEmpty()) {
      Thread.sleep(LOOK_EVERY.toMillis());
    }
  }

  private List<String> chosen(Predicate<String> chosen)
      throws ExecutionException, InterruptedException {
    return admin.listTopics().names().get().stream().filter(chosen).toList();
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }
}
