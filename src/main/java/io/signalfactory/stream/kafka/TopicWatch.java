package io.signalfactory.stream.kafka;

import io.signalfactory.stream.kafka.TopicPresence.Unasked;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the cluster once per second whether our own topics are there, and tells the operator when
 * one is not. A cluster that does not answer says nothing about a topic. Thread-safe.
 */
public final class TopicWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final Admin admin;
  private final InstantSource clock;
  private final Map<String, TopicStory> stories = new LinkedHashMap<>();
  private final ScheduledExecutorService background =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "topic-watch");
            thread.setDaemon(true);
            return thread;
          });
  private CompletableFuture<Void> asked = CompletableFuture.completedFuture(null);

  /**
   * Asks nothing before {@link #start}.
   *
   * @param admin a connection to the cluster, which this object closes
   * @param topics the topics to watch
   */
  public TopicWatch(Admin admin, List<OwnTopic> topics, InstantSource clock) {
    this.admin = admin;
    this.clock = clock;
    topics.forEach(topic -> stories.put(topic.name(), new TopicStory(topic)));
  }

  /** Begins to ask. */
  public void start() {
    var unused =
        background.scheduleWithFixedDelay(
            this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What the cluster last said about a topic. */
  synchronized TopicPresence presence(String topic) {
    TopicStory story = stories.get(topic);
    return story == null ? new Unasked() : story.presence();
  }

  private void look() {
    // While the cluster does not answer, one open question is enough.
    if (!asked.isDone()) {
      return;
    }
    asked =
        CompletableFuture.allOf(
            admin.describeTopics(stories.keySet()).topicNameValues().entrySet().stream()
                .map(
                    answer ->
                        answer
                            .getValue()
                            .toCompletionStage()
                            .handle(
                                (description, failure) -> {
                                  learn(answer.getKey(), description, failure);
                                  return null;
                                })
                            .toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
  }

  private synchronized void learn(
      String topic, @Nullable TopicDescription description, @Nullable Throwable failure) {
    TopicStory story = stories.get(topic);
    if (story == null) {
      return;
    }
    Optional<String> news = Optional.empty();
    if (description != null) {
      news = story.there(description.topicId(), description.partitions().size(), clock.instant());
    } else if (failure instanceof UnknownTopicOrPartitionException) {
      news = story.missing(clock.instant());
    }
    news.ifPresent(LOG::warn);
  }

  @Override
  public void close() {
    background.shutdownNow();
    admin.close(CLOSE_WITHIN);
  }
}
