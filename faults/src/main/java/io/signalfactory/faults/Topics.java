package io.signalfactory.faults;

import io.signalfactory.rig.RigException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/** What an administrator does to topics. */
final class Topics {

  private static final int PATIENCE_MS = 30_000;
  private static final long LOOK_EVERY_MS = 20;

  private final Admin admin;

  Topics(Admin admin) {
    this.admin = admin;
  }

  /** Creates a topic, as soon as one of that name that was deleted is gone. */
  void create(String name, int partitions) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_MS * 1_000_000L;
    while (true) {
      try {
        admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException) || System.nanoTime() > deadline) {
          throw new RigException("cannot create " + name + ": " + e.getCause());
        }
      }
      Thread.sleep(LOOK_EVERY_MS);
    }
  }

  void delete(String name) throws InterruptedException {
    done("delete " + name, admin.deleteTopics(List.of(name)).all());
  }

  void grow(String name, int partitions) throws InterruptedException {
    done(
        "grow " + name,
        admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions))).all());
  }

  /**
   * Sets a key of a topic's configuration.
   *
   * @param value null for its default
   */
  void configure(String name, String key, @Nullable String value) throws InterruptedException {
    AlterConfigOp.OpType type =
        value == null ? AlterConfigOp.OpType.DELETE : AlterConfigOp.OpType.SET;
    done(
        "configure " + name,
        admin
            .incrementalAlterConfigs(
                Map.of(
                    new ConfigResource(ConfigResource.Type.TOPIC, name),
                    List.of(new AlterConfigOp(new ConfigEntry(key, value), type))))
            .all());
  }

  int partitions(String name) throws InterruptedException {
    try {
      return admin
          .describeTopics(List.of(name))
          .allTopicNames()
          .get()
          .values()
          .iterator()
          .next()
          .partitions()
          .size();
    } catch (ExecutionException e) {
      throw new RigException("cannot describe " + name + ": " + e.getCause());
    }
  }

  static void done(String what, KafkaFuture<?> future) throws InterruptedException {
    try {
      var unused = future.get();
    } catch (ExecutionException e) {
      throw new RigException("cannot " + what + ": " + e.getCause());
    }
  }
}
