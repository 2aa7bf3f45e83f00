package io.signalfactory.stream.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The raw partitions that the stream threads of an instance read, and of which incarnation of its
 * topic (ADR 26). Thread-safe: all clients and tasks of the instance share one.
 */
public final class RawReadings {

  private static final Logger LOG = LoggerFactory.getLogger(RawReadings.class);

  private final Predicate<String> rawTopics;
  private final Consumer<String> recreated;
  private final Map<TopicPartition, RawReading> readings = new ConcurrentHashMap<>();
  private final Map<String, Uuid> known = new ConcurrentHashMap<>();
  private final Map<String, Uuid> announced = new ConcurrentHashMap<>();
  private final Set<String> gone = ConcurrentHashMap.newKeySet();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final AtomicLong changes = new AtomicLong();

  /**
   * @param rawTopics whether a topic of this name is a raw topic
   * @param recreated gets the name of a topic that has been deleted and created again, once for
   *     each time that this instance notices it
   */
  public RawReadings(Predicate<String> rawTopics, Consumer<String> recreated) {
    this.rawTopics = rawTopics;
    this.recreated = recreated;
  }

  boolean isRaw(TopicPartition partition) {
    return isRaw(partition.topic());
  }

  boolean isRaw(String topic) {
    return rawTopics.test(topic);
  }

  /**
   * Grows whenever a task gets records of another incarnation than before. Until it has grown, the
   * answers of {@link #topicId} are the same.
   */
  long changes() {
    return changes.get();
  }

  /** The id of the topic that a task gets records of; zero if it is not known. */
  Uuid topicId(TopicPartition partition) {
    RawReading reading = readings.get(partition);
    return reading == null ? Uuid.ZERO_UUID : reading.topicId();
  }

  /**
   * Whether what is read of a partition is known to be its topic as it exists. Of one that is
   * refused nothing is known: what was measured before would say that no record waits there.
   */
  boolean isCurrent(TopicPartition partition) {
    RawReading reading = readings.get(partition);
    return reading != null && reading.isCurrent() && !reading.isRefused();
  }

  void add(RawReading reading) {
    readings.put(reading.partition(), reading);
    changes.incrementAndGet();
  }

  /** Removes a reading, unless another thread has begun to read the partition. */
  void remove(RawReading reading) {
    readings.remove(reading.partition(), reading);
    if (readings.values().stream().noneMatch(other -> other.topic().equals(reading.topic()))) {
      // Whoever reads it next says how it is there.
      refused.remove(reading.topic());
    }
  }

  /** A task gets records of this incarnation from now on. */
  void begins(RawReading reading, Uuid topicId) {
    reading.begin(topicId);
    gone.remove(reading.topic());
    changes.incrementAndGet();
    if (!topicId.equals(Uuid.ZERO_UUID)) {
      Uuid before = known.put(reading.topic(), topicId);
      announce(reading.topic(), before == null ? topicId : before, topicId);
    }
  }

  /** The id of the topic that a task gets records of has become known. */
  void learns(RawReading reading, Uuid topicId) {
    reading.learn(topicId);
    changes.incrementAndGet();
  }

  /** Takes note of the id that a topic had when it was read earlier, as a committed offset says. */
  void remember(String topic, Uuid before) {
    known.putIfAbsent(topic, before);
  }

  /** Says once for each incarnation that a topic has been created again, if it has. */
  void announce(String topic, Uuid before, Uuid now) {
    if (!before.equals(now) && !now.equals(announced.put(topic, now))) {
      LOG.warn(
          "Raw topic {} was deleted and created again (its id was {} and is {}). The new topic is"
              + " read from its first record; what was counted before stays",
          topic,
          before,
          now);
      recreated.accept(topic);
    }
  }

  /** Says once that a topic, or a partition that it had, is gone. */
  void announceGone(TopicPartition partition) {
    if (gone.add(partition.topic())) {
      LOG.warn(
          "Raw topic {} is gone, or has fewer partitions than before ({} is missing): records that"
              + " were not read yet are lost. Other topics are not concerned. If the topic is gone,"
              + " create it again, or retire its contracts",
          partition.topic(),
          partition);
    }
  }

  /** Says once that the cluster does not let this instance read a topic. */
  void announceRefused(RawReading reading) {
    reading.refused(true);
    if (refused.add(reading.topic())) {
      LOG.warn(
          "The cluster does not let this instance read {}: its records wait, its datasets become"
              + " UNKNOWN, and other topics go on. Grant READ and DESCRIBE on it to the user of this"
              + " instance; it tries again every {} s",
          reading.topic(),
          RefusedReadings.TRIAL_EVERY.toSeconds());
    }
  }

  /** Says once that a topic that was refused can be read again. */
  void announceReadable(RawReading reading) {
    reading.refused(false);
    if (refused.remove(reading.topic())) {
      LOG.info("{} can be read again", reading.topic());
    }
  }

  /**
   * The topics of the raw partitions that this instance reads, if the cluster refuses all of them;
   * else none.
   */
  public SortedSet<String> refusedEntirely() {
    SortedSet<String> topics = new TreeSet<>();
    for (RawReading reading : readings.values()) {
      if (!reading.isRefused()) {
        return new TreeSet<>();
      }
      topics.add(reading.topic());
    }
    return topics;
  }

  /**
   * What can be committed of these offsets. An offset of a topic that is gone is left out: the
   * broker would neither accept nor refuse it, and everything else would wait. The others get a
   * note of the incarnation that they belong to.
   */
  Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> offsets, TopicIds topicIds) {
    Set<TopicPartition> raw =
        offsets.keySet().stream().filter(this::isRaw).collect(Collectors.toSet());
    if (raw.isEmpty()) {
      return offsets;
    }
    Map<TopicPartition, Uuid> ids = idsOf(raw, topicIds);
    Map<TopicPartition, OffsetAndMetadata> committable = new HashMap<>();
    offsets.forEach(
        (partition, offset) -> {
          if (!raw.contains(partition)) {
            committable.put(partition, offset);
            return;
          }
          RawReading reading = readings.get(partition);
          if (reading == null || !reading.commits(offset.offset())) {
            return;
          }
          Uuid read = reading.topicId();
          Uuid now = ids.get(partition);
          if (now != null && (now.equals(read) || now.equals(Uuid.ZERO_UUID))) {
            committable.put(partition, new OffsetNote(read, offset.metadata()).on(offset));
          }
        });
    return committable;
  }

  /** If the cluster does not say, all count as there: the note keeps the offset from misuse. */
  private static Map<TopicPartition, Uuid> idsOf(Set<TopicPartition> raw, TopicIds topicIds) {
    try {
      return topicIds.of(raw);
    } catch (KafkaException e) {
      return raw.stream().collect(Collectors.toMap(each -> each, each -> Uuid.ZERO_UUID));
    }
  }
}
