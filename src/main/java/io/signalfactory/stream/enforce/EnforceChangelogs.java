package io.signalfactory.stream.enforce;

import io.signalfactory.config.Settings;
import io.signalfactory.stream.kafka.Names;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the changelogs of ENFORCE's stores as wide as the widest raw topic.
 *
 * <p>There is a task for each partition number that any raw topic has, and such a changelog has a
 * partition for each task. Kafka Streams creates it for the raw topics that it finds first and
 * refuses to go on when a wider one appears later. As a task writes to the partition of its own
 * number, more partitions can be added without moving anything.
 */
public final class EnforceChangelogs {

  private static final Logger LOG = LoggerFactory.getLogger(EnforceChangelogs.class);
  private static final long TIMEOUT_SECONDS = 10;

  private final Settings settings;
  private final List<String> topics;

  public EnforceChangelogs(Settings settings) {
    this.settings = settings;
    this.topics =
        List.of(
            settings.applicationId() + "-" + Names.TALLY_STORE + "-changelog",
            settings.applicationId() + "-" + Names.PARTITION_KEY_STORE + "-changelog");
  }

  /**
   * Adds the partitions that are missing, if any. Never throws: without it things are as before.
   */
  public void widen() {
    try (Admin admin = Admin.create(settings.adminProperties())) {
      Set<String> names = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      List<String> present = topics.stream().filter(names::contains).toList();
      if (!present.isEmpty()) {
        widen(admin, present, widest(admin, names));
      }
    } catch (KafkaException | ExecutionException | TimeoutException e) {
      LOG.warn(
          "Whether {} are as wide as the widest raw topic could not be checked or mended; if they"
              + " are not, add partitions to them by hand",
          topics,
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void widen(Admin admin, List<String> topics, int wanted)
      throws ExecutionException, InterruptedException, TimeoutException {
    for (TopicDescription topic : describe(admin, topics).values()) {
      int present = topic.partitions().size();
      if (present < wanted) {
        admin
            .createPartitions(Map.of(topic.name(), NewPartitions.increaseTo(wanted)))
            .all()
            .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        LOG.info("{} has {} partitions now instead of {}", topic.name(), wanted, present);
      }
    }
  }

  private int widest(Admin admin, Set<String> names)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<String> raw =
        names.stream()
            .filter(settings.rawTopicPattern().asMatchPredicate())
            .collect(Collectors.toList());
    return describe(admin, raw).values().stream()
        .mapToInt(description -> description.partitions().size())
        .max()
        .orElse(0);
  }

  private static Map<String, TopicDescription> describe(Admin admin, List<String> topics)
      throws ExecutionException, InterruptedException, TimeoutException {
    return admin.describeTopics(topics).allTopicNames().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }
}
