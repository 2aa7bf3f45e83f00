package io.signalfactory.stream.enforce;

import io.signalfactory.config.Settings;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.stream.kafka.WidenedTopics;
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
 * Gives the changelogs of ENFORCE's stores as many partitions as the largest raw topic has.
 *
 * <p>There is one task per partition number of any raw topic, and each of these changelogs has one
 * partition per task. Kafka Streams creates them for the raw topics that it finds first, and
 * refuses to go on when one with more partitions appears later. A task writes to the partition of
 * its own number, so partitions can be added without moving anything.
 */
public final class EnforceChangelogs implements WidenedTopics {

  private static final Logger LOG = LoggerFactory.getLogger(EnforceChangelogs.class);
  private static final long TIMEOUT_SECONDS = 10;
  private static final long LOOK_EVERY_MS = 50;

  private final Settings settings;
  private final List<String> topics;

  public EnforceChangelogs(Settings settings) {
    this.settings = settings;
    this.topics =
        List.of(
            settings.applicationId() + "-" + Names.TALLY_STORE + "-changelog",
            settings.applicationId() + "-" + Names.PARTITION_KEY_STORE + "-changelog");
  }

  @Override
  public Set<String> names() {
    return Set.copyOf(topics);
  }

  /**
   * Adds the partitions that are missing. Never throws: if it fails, everything stays as it was.
   */
  @Override
  public void widen() {
    try (Admin admin = Admin.create(settings.adminProperties())) {
      Set<String> names = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      List<String> present = topics.stream().filter(names::contains).toList();
      if (!present.isEmpty()) {
        widen(admin, present, widest(admin, names));
      }
    } catch (KafkaException | ExecutionException | TimeoutException e) {
      LOG.warn(
          "Could not check or add partitions of {}; each needs as many as the largest raw topic"
              + " has: add them by hand if they are missing",
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
        awaitWidth(admin, topic.name(), wanted);
        LOG.info("{} now has {} partitions; it had {}", topic.name(), wanted, present);
      }
    }
  }

  /** What the controller has changed is known to the brokers, which answer, a moment later. */
  private static void awaitWidth(Admin admin, String topic, int wanted)
      throws ExecutionException, InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (describe(admin, List.of(topic)).values().stream()
        .anyMatch(description -> description.partitions().size() < wanted)) {
      if (System.nanoTime() - deadline > 0) {
        throw new TimeoutException(topic + " does not show its new partitions");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
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
