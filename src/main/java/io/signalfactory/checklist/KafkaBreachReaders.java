package io.signalfactory.checklist;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the cluster for the consumer groups that read the breaches topic. The answer is kept for
 * some seconds, so that a page that asks again and again costs the cluster little. Thread-safe.
 */
public final class KafkaBreachReaders implements BreachReaders {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaBreachReaders.class);
  private static final Duration WITHIN = Duration.ofMillis(1_800);
  private static final long KEPT_NANOS = Duration.ofSeconds(5).toNanos();

  /** A cluster may have thousands; more than these are not looked at. */
  private static final int MAX_GROUPS = 500;

  private final Map<String, Object> adminProperties;
  private final String topic;
  private final LongSupplier nanoClock;
  private @Nullable Readers known;
  private long knownAt;

  /**
   * Connects to nothing before somebody asks.
   *
   * @param adminProperties of the client that asks
   * @param topic the breaches topic
   * @param nanoClock a clock that only goes forward, in nanoseconds
   */
  public KafkaBreachReaders(
      Map<String, Object> adminProperties, String topic, LongSupplier nanoClock) {
    this.adminProperties = Map.copyOf(adminProperties);
    this.topic = topic;
    this.nanoClock = nanoClock;
  }

  @Override
  public synchronized Readers now() {
    Readers readers = known;
    if (readers == null || nanoClock.getAsLong() - knownAt > KEPT_NANOS) {
      readers = ask();
      known = readers;
      knownAt = nanoClock.getAsLong();
    }
    return readers;
  }

  private Readers ask() {
    long deadline = nanoClock.getAsLong() + WITHIN.toNanos();
    // It is asked rarely, so that a connection of its own need not be kept.
    Admin admin = null;
    try {
      admin = Admin.create(adminProperties);
      return new Readers(reading(admin, deadline), null);
    } catch (ExecutionException e) {
      return unknown(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      return new Readers(List.of(), "the cluster does not answer");
    } catch (KafkaException e) {
      return unknown(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Readers(List.of(), "this instance stops");
    } finally {
      if (admin != null) {
        admin.close(Duration.ZERO);
      }
    }
  }

  private static Readers unknown(Throwable failure) {
    return new Readers(
        List.of(),
        failure.getClass().getSimpleName() + "; the instance needs DESCRIBE on consumer groups");
  }

  private List<String> reading(Admin admin, long deadline)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<String> ids =
        within(
                admin
                    .listGroups(
                        ListGroupsOptions.forConsumerGroups()
                            .inGroupStates(Set.of(GroupState.STABLE)))
                    .valid(),
                deadline)
            .stream()
            .map(GroupListing::groupId)
            .sorted()
            .limit(MAX_GROUPS)
            .toList();
    List<String> reading = new ArrayList<>();
    for (KafkaFuture<ConsumerGroupDescription> asked :
        admin.describeConsumerGroups(ids).describedGroups().values()) {
      try {
        ConsumerGroupDescription group = within(asked, deadline);
        if (reads(group)) {
          reading.add(group.groupId());
        }
      } catch (ExecutionException e) {
        // It is gone, or it is none of this instance's business: the others count.
        LOG.debug("A consumer group cannot be described", e);
      }
    }
    return reading.stream().sorted().toList();
  }

  private boolean reads(ConsumerGroupDescription group) {
    return group.members().stream()
        .flatMap(member -> member.assignment().topicPartitions().stream())
        .anyMatch(partition -> partition.topic().equals(topic));
  }

  private <T> T within(KafkaFuture<T> asked, long deadline)
      throws ExecutionException, InterruptedException, TimeoutException {
    return asked.get(Math.max(0, deadline - nanoClock.getAsLong()), TimeUnit.NANOSECONDS);
  }
}
