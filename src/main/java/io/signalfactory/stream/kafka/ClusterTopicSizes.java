package io.signalfactory.stream.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the cluster how many partitions topics have, and whether they may be read: when a topic is
 * first asked for, and again every half minute, or every few seconds while one is refused. It asks
 * in the background, as stream threads must not wait for the answer.
 */
public final class ClusterTopicSizes implements TopicSizes, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterTopicSizes.class);
  private static final Duration FIRST_LOOK_EVERY = Duration.ofSeconds(1);
  private static final int LOOKS_BETWEEN_REFRESHES = 30;
  private static final int LOOKS_WHILE_REFUSED = 5;
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final Admin admin;
  private final Map<String, Integer> sizes = new ConcurrentHashMap<>();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService background =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "topic-sizes");
            thread.setDaemon(true);
            return thread;
          });
  private int looks;
  private volatile boolean urgent;

  /**
   * Asks nothing before {@link #start}.
   *
   * @param admin a connection to the cluster, which this object closes
   */
  public ClusterTopicSizes(Admin admin) {
    this.admin = admin;
  }

  /** Begins to ask. */
  public void start() {
    var unused =
        background.scheduleWithFixedDelay(
            this::look,
            FIRST_LOOK_EVERY.toMillis(),
            FIRST_LOOK_EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  @Override
  public OptionalInt countOf(String topic) {
    Integer size = sizes.get(topic);
    if (size == null) {
      asked.add(topic);
      return OptionalInt.empty();
    }
    return OptionalInt.of(size);
  }

  private void look() {
    looks++;
    boolean refresh =
        looks % LOOKS_BETWEEN_REFRESHES == 0
            || (looks % LOOKS_WHILE_REFUSED == 0 && (!refused.isEmpty() || urgent));
    if (refresh) {
      urgent = false;
    }
    Set<String> wanted = ConcurrentHashMap.newKeySet();
    wanted.addAll(asked);
    // A topic that does not exist may be created at any moment.
    sizes.forEach(
        (topic, size) -> {
          if (refresh || size == 0) {
            wanted.add(topic);
          }
        });
    if (wanted.isEmpty()) {
      return;
    }
    admin
        .describeTopics(wanted, new DescribeTopicsOptions().includeAuthorizedOperations(true))
        .topicNameValues()
        .forEach(
            (topic, answer) -> {
              var unused =
                  answer.whenComplete((description, failure) -> learn(topic, description, failure));
            });
  }

  private void learn(
      String topic, @Nullable TopicDescription description, @Nullable Throwable failure) {
    if (description != null) {
      sizes.put(topic, description.partitions().size());
      asked.remove(topic);
      learnRights(topic, description.authorizedOperations());
    } else if (failure instanceof UnknownTopicOrPartitionException) {
      // A broker that has just started may not know a topic yet: ask once more.
      if (!asked.add(topic)) {
        sizes.put(topic, 0);
        asked.remove(topic);
      }
    } else if (failure instanceof RetriableException) {
      // The cluster does not answer: that is told once, and not for each topic.
      asked.add(topic);
    } else if (refused.add(topic)) {
      LOG.warn(
          "The cluster does not say how many partitions {} has, so its datasets stay UNKNOWN until it"
              + " does: {}",
          topic,
          failure == null ? "no reason given" : failure.toString());
    }
  }

  private void learnRights(String topic, @Nullable Set<AclOperation> rights) {
    if (rights == null || rights.contains(AclOperation.READ)) {
      refused.remove(topic);
    } else if (refused.add(topic)) {
      LOG.warn(
          "The cluster does not let this instance read {}: its datasets stay UNKNOWN. Grant READ on"
              + " it to the user of this instance",
          topic);
    }
  }

  /** Asks again soon: a topic that could be read is refused. */
  public void hurry() {
    urgent = true;
  }

  /**
   * The topics of all datasets that the cluster lets nobody of this user read, if it refuses all
   * topics of datasets that exist; else none.
   */
  public SortedSet<String> refusedEntirely() {
    SortedSet<String> topics = new TreeSet<>(refused);
    boolean another =
        sizes.entrySet().stream()
            .anyMatch(entry -> entry.getValue() > 0 && !topics.contains(entry.getKey()));
    return another ? new TreeSet<>() : topics;
  }

  @Override
  public void close() {
    background.shutdownNow();
    admin.close(CLOSE_WITHIN);
  }
}
