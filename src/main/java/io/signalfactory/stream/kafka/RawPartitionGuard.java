package io.signalfactory.stream.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the tasks of one consumer get the records of a raw topic's incarnation from its
 * first one, and never two incarnations as if they were one (ADR 26).
 *
 * <p>A consumer learns of a new incarnation when its metadata is updated, and goes on at the offset
 * at which it is. So after each update the ids of its topics are looked up before a record is
 * handed over. Where an id has changed, what has been fetched is dropped, and once the task has
 * committed what it has, the partition is read from its beginning. A look that gets no answer drops
 * what has been fetched as well, and goes back to where it began.
 *
 * <p>Not thread-safe, as a consumer is not.
 */
final class RawPartitionGuard {

  private static final Logger LOG = LoggerFactory.getLogger(RawPartitionGuard.class);

  /** While no records come, a change is not urgent; a missing topic causes many updates. */
  static final Duration IDLE_LOOK_EVERY = Duration.ofSeconds(1);

  private static final long PAUSE_NANOS = IDLE_LOOK_EVERY.toNanos();

  /** A rebalance waits for this answer. */
  private static final Duration COMMITTED_WITHIN = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final MetadataUpdates updates;
  private final TopicIds topicIds;
  private final RawReadings readings;
  private final LongSupplier nanoClock;
  private final Map<TopicPartition, RawReading> mine = new HashMap<>();
  private final Set<RawReading> unresolved = new HashSet<>();

  /** Those whose topic is gone, or has a new incarnation that has not begun yet. */
  private final Set<RawReading> uncertain = new HashSet<>();

  private final RefusedReadings refused = new RefusedReadings();
  private long lookedAtUpdate = -1;
  private long lookedAtNanos;

  /** A time of its own: while records come, there is a look with each of them. */
  private long resolvedAtNanos;

  RawPartitionGuard(
      Consumer<byte[], byte[]> consumer,
      MetadataUpdates updates,
      TopicIds topicIds,
      RawReadings readings,
      LongSupplier nanoClock) {
    this.consumer = consumer;
    this.updates = updates;
    this.topicIds = topicIds;
    this.readings = readings;
    this.nanoClock = nanoClock;
    this.lookedAtNanos = nanoClock.getAsLong() - PAUSE_NANOS;
  }

  /** The consumer has got these partitions, and has not fetched from them yet. */
  void assigned(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      if (readings.isRaw(partition)) {
        RawReading reading = new RawReading(partition);
        mine.put(partition, reading);
        unresolved.add(reading);
        readings.add(reading);
      }
    }
    resolve();
  }

  /** The consumer has given these partitions away. */
  void removed(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      RawReading reading = mine.remove(partition);
      if (reading != null) {
        unresolved.remove(reading);
        uncertain.remove(reading);
        refused.remove(reading);
        readings.remove(reading);
      }
    }
  }

  void removeAll() {
    removed(List.copyOf(mine.keySet()));
  }

  /** Whether it is a raw partition that the consumer does not have. */
  boolean isForeign(TopicPartition partition) {
    return readings.isRaw(partition) && !mine.containsKey(partition);
  }

  void beforePoll() {
    if (!unresolved.isEmpty() && nanoClock.getAsLong() - resolvedAtNanos >= PAUSE_NANOS) {
      resolve();
    }
    follow();
    if (!refused.isEmpty()) {
      tryRefused();
    }
  }

  /**
   * The cluster does not let this instance read some topics. Their partitions rest, so that the
   * others go on.
   *
   * @return whether all of them are raw topics; an instance cannot go on without its own
   */
  boolean refuses(Set<String> topics) {
    if (!topics.stream().allMatch(readings::isRaw)) {
      return false;
    }
    for (RawReading reading : mine.values()) {
      if (topics.contains(reading.topic())) {
        refuse(reading, nanoClock.getAsLong());
      }
    }
    return true;
  }

  private void tryRefused() {
    long now = nanoClock.getAsLong();
    List<RawReading> tried = refused.takeUnrefused(now);
    if (!tried.isEmpty()) {
      Map<TopicPartition, Uuid> ids = idsOf(tried);
      tried.forEach(reading -> endTrial(reading, ids, now));
    }
    refused.tryAgain(now).forEach(this::resumeUnlessItWaits);
  }

  /**
   * A topic that this user may not even see is not fetched from, so nothing is refused. Then its id
   * is not told either.
   */
  private void endTrial(RawReading reading, @Nullable Map<TopicPartition, Uuid> ids, long now) {
    Uuid id = ids == null ? Uuid.ZERO_UUID : ids.get(reading.partition());
    boolean hidden = Uuid.ZERO_UUID.equals(id) && !reading.topicId().equals(Uuid.ZERO_UUID);
    if (hidden) {
      refuse(reading, now);
    } else {
      readings.announceReadable(reading);
    }
  }

  private void refuse(RawReading reading, long now) {
    refused.refuse(reading, now);
    consumer.pause(Set.of(reading.partition()));
    readings.announceRefused(reading);
  }

  private void resumeUnlessItWaits(RawReading reading) {
    if (!reading.isPausedByStreams() && !waits(reading.partition())) {
      consumer.resume(Set.of(reading.partition()));
    }
  }

  /** The records that tasks may get of those that have been fetched. */
  ConsumerRecords<byte[], byte[]> afterPoll(ConsumerRecords<byte[], byte[]> fetched) {
    ConsumerRecords<byte[], byte[]> checked = fetched;
    if (!mine.isEmpty() && mustLook(fetched)) {
      Set<TopicPartition> held = look();
      goBack(fetched, held);
      follow();
      checked = without(held, fetched);
    }
    for (Map.Entry<TopicPartition, OffsetAndMetadata> next : checked.nextOffsets().entrySet()) {
      RawReading reading = mine.get(next.getKey());
      if (reading != null) {
        reading.handOver(next.getValue().offset());
      }
    }
    return checked;
  }

  private boolean mustLook(ConsumerRecords<byte[], byte[]> fetched) {
    boolean updated = updates.count() != lookedAtUpdate;
    if (!updated && uncertain.isEmpty() && unresolved.isEmpty()) {
      return false;
    }
    for (TopicPartition partition : fetched.nextOffsets().keySet()) {
      RawReading reading = mine.get(partition);
      if (reading != null && (updated || !reading.isCurrent())) {
        return true;
      }
    }
    return isTimeToLookAgain();
  }

  private boolean isTimeToLookAgain() {
    return nanoClock.getAsLong() - lookedAtNanos >= PAUSE_NANOS;
  }

  /** Looks whether the topics are those that are being read; answers which are not, for now. */
  private Set<TopicPartition> look() {
    long update = updates.count();
    Map<TopicPartition, Uuid> ids = idsOf(mine.values());
    if (ids == null) {
      return Set.copyOf(mine.keySet());
    }
    Set<TopicPartition> held = new HashSet<>();
    for (RawReading reading : mine.values()) {
      if (!reading.isResolved() || !isUnchanged(reading, ids.get(reading.partition()))) {
        held.add(reading.partition());
      }
    }
    lookedAtUpdate = update;
    return held;
  }

  private boolean isUnchanged(RawReading reading, @Nullable Uuid now) {
    if (now == null) {
      reading.isGone();
      uncertain.add(reading);
      readings.announceGone(reading.partition());
      return false;
    }
    if (now.equals(Uuid.ZERO_UUID) || now.equals(reading.topicId())) {
      isCertain(reading);
      reading.isThere();
      return true;
    }
    if (reading.topicId().equals(Uuid.ZERO_UUID)) {
      isCertain(reading);
      readings.learns(reading, now);
      return true;
    }
    reading.isFollowedBy(now);
    uncertain.add(reading);
    consumer.pause(Set.of(reading.partition()));
    return false;
  }

  private void isCertain(RawReading reading) {
    if (uncertain.remove(reading)) {
      resumeUnlessItWaits(reading);
    }
  }

  /** Begins to read the incarnations that follow, where all records before are committed. */
  private void follow() {
    if (uncertain.isEmpty()) {
      return;
    }
    for (RawReading reading : List.copyOf(uncertain)) {
      Uuid next = reading.next();
      if (next != null && reading.isDrained()) {
        begin(reading, reading.topicId(), next);
        isCertain(reading);
      }
    }
  }

  private void begin(RawReading reading, Uuid before, Uuid now) {
    consumer.seekToBeginning(Set.of(reading.partition()));
    readings.remember(reading.topic(), before);
    readings.begins(reading, now);
  }

  /** Finds out of which incarnation the committed offsets of new partitions are. */
  private void resolve() {
    if (unresolved.isEmpty()) {
      return;
    }
    resolvedAtNanos = nanoClock.getAsLong();
    Map<TopicPartition, Uuid> ids = idsOf(unresolved);
    Map<TopicPartition, OffsetNote> notes = ids == null ? null : notes();
    if (ids == null || notes == null) {
      return;
    }
    for (RawReading reading : List.copyOf(unresolved)) {
      Uuid now = ids.get(reading.partition());
      if (now != null) {
        unresolved.remove(reading);
        OffsetNote note = notes.get(reading.partition());
        Uuid before = note == null ? Uuid.ZERO_UUID : note.topicId();
        if (before.equals(Uuid.ZERO_UUID) || now.equals(Uuid.ZERO_UUID) || before.equals(now)) {
          readings.begins(reading, now.equals(Uuid.ZERO_UUID) ? before : now);
        } else {
          begin(reading, before, now);
        }
      }
    }
  }

  private @Nullable Map<TopicPartition, OffsetNote> notes() {
    Set<TopicPartition> partitions =
        unresolved.stream().map(RawReading::partition).collect(Collectors.toSet());
    try {
      Map<TopicPartition, OffsetNote> notes = new HashMap<>();
      consumer
          .committed(partitions, COMMITTED_WITHIN)
          .forEach(
              (partition, offset) -> {
                if (offset != null) {
                  notes.put(partition, OffsetNote.read(offset.metadata()));
                }
              });
      return notes;
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.debug("The committed offsets of {} are not known yet", partitions, e);
      return null;
    }
  }

  private @Nullable Map<TopicPartition, Uuid> idsOf(Collection<RawReading> wanted) {
    lookedAtNanos = nanoClock.getAsLong();
    Set<TopicPartition> partitions =
        wanted.stream().map(RawReading::partition).collect(Collectors.toSet());
    try {
      return topicIds.of(partitions);
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.debug("The ids of the topics of {} are not known yet", partitions, e);
      return null;
    }
  }

  /**
   * Goes back to the first of the records that tasks do not get, in case that the look was wrong or
   * could not be made. Where another incarnation begins, the consumer is sent elsewhere afterwards.
   */
  private void goBack(ConsumerRecords<byte[], byte[]> fetched, Set<TopicPartition> held) {
    for (TopicPartition partition : fetched.partitions()) {
      if (held.contains(partition)) {
        consumer.seek(partition, fetched.records(partition).get(0).offset());
      }
    }
  }

  private static ConsumerRecords<byte[], byte[]> without(
      Set<TopicPartition> held, ConsumerRecords<byte[], byte[]> fetched) {
    if (fetched.nextOffsets().keySet().stream().noneMatch(held::contains)) {
      return fetched;
    }
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> nextOffsets = new HashMap<>();
    fetched
        .nextOffsets()
        .forEach(
            (partition, next) -> {
              if (!held.contains(partition)) {
                nextOffsets.put(partition, next);
                if (!fetched.records(partition).isEmpty()) {
                  records.put(partition, fetched.records(partition));
                }
              }
            });
    return new ConsumerRecords<>(records, nextOffsets);
  }

  void pause(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> pausedByStreams(partition, true));
    consumer.pause(partitions);
  }

  /**
   * Resumes partitions, apart from those that wait for a new incarnation to begin or that the
   * cluster refuses.
   */
  void resume(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> pausedByStreams(partition, false));
    consumer.resume(partitions.stream().filter(partition -> !waits(partition)).toList());
  }

  private boolean waits(TopicPartition partition) {
    RawReading reading = mine.get(partition);
    return reading != null && (reading.next() != null || refused.rests(reading));
  }

  private void pausedByStreams(TopicPartition partition, boolean paused) {
    RawReading reading = mine.get(partition);
    if (reading != null) {
      reading.pausedByStreams(paused);
    }
  }

  void seeks(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      RawReading reading = mine.get(partition);
      if (reading != null) {
        reading.seeks();
      }
    }
  }

  /** Committed offsets as Kafka Streams wrote them; those of another incarnation are left out. */
  Map<TopicPartition, OffsetAndMetadata> asStreamsWrote(
      Map<TopicPartition, OffsetAndMetadata> committed) {
    Map<TopicPartition, OffsetAndMetadata> shown = new HashMap<>(committed);
    for (RawReading reading : mine.values()) {
      OffsetAndMetadata offset = committed.get(reading.partition());
      if (offset != null) {
        OffsetNote note = OffsetNote.read(offset.metadata());
        if (isOfAnother(note, reading)) {
          shown.remove(reading.partition());
        } else {
          shown.put(
              reading.partition(),
              new OffsetAndMetadata(offset.offset(), offset.leaderEpoch(), note.streams()));
        }
      }
    }
    return shown;
  }

  private static boolean isOfAnother(OffsetNote note, RawReading reading) {
    return !note.topicId().equals(Uuid.ZERO_UUID)
        && !reading.topicId().equals(Uuid.ZERO_UUID)
        && !note.topicId().equals(reading.topicId());
  }
}
