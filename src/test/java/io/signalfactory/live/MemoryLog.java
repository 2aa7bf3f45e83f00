package io.signalfactory.live;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Topics in memory, for tests. They can be emptied, made again, and be out of reach. */
public final class MemoryLog implements LiveLog {

  static final int PARTITIONS = 3;

  private final Map<LiveTopic, List<List<LiveRecord>>> topics = new EnumMap<>(LiveTopic.class);
  private final Map<LiveTopic, long[]> first = new EnumMap<>(LiveTopic.class);
  private final AtomicInteger opened = new AtomicInteger();
  private int epoch;
  private @Nullable RuntimeException failure;

  public MemoryLog() {
    makeAgain();
  }

  /** The topics are deleted and created again. */
  public synchronized void makeAgain() {
    epoch++;
    for (LiveTopic topic : LiveTopic.values()) {
      List<List<LiveRecord>> partitions = new ArrayList<>();
      for (int i = 0; i < PARTITIONS; i++) {
        partitions.add(new ArrayList<>());
      }
      topics.put(topic, partitions);
      first.put(topic, new long[PARTITIONS]);
    }
    notifyAll();
  }

  /** All records that are there now expire. */
  synchronized void expire() {
    topics.forEach(
        (topic, partitions) -> {
          for (int i = 0; i < PARTITIONS; i++) {
            starts(topic)[i] = partitions.get(i).size();
          }
        });
  }

  private long[] starts(LiveTopic topic) {
    return first.getOrDefault(topic, new long[PARTITIONS]);
  }

  /** The cluster does not answer, until it is given null. */
  public synchronized void fail(@Nullable RuntimeException failure) {
    this.failure = failure;
    notifyAll();
  }

  int timesOpened() {
    return opened.get();
  }

  public synchronized void append(
      LiveTopic topic, int partition, String key, @Nullable String value) {
    List<LiveRecord> records = records(topic, partition);
    records.add(
        new LiveRecord(
            topic,
            partition,
            records.size(),
            key,
            value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
    notifyAll();
  }

  private List<LiveRecord> records(LiveTopic topic, int partition) {
    return topics.getOrDefault(topic, List.of()).get(partition);
  }

  /** A transition of a breach. */
  public void breach(int partition, String urn, int number) {
    append(
        LiveTopic.BREACHES,
        partition,
        urn,
        "{\"dataset_urn\":\"" + urn + "\",\"number\":" + number + "}");
  }

  /** A state, which has changed or has only been published again. */
  public void state(int partition, String urn, int number, boolean changed) {
    append(
        LiveTopic.SIGNALS,
        partition,
        urn + "|volume",
        "{\"dataset_urn\":\""
            + urn
            + "\",\"since\":\"a\",\"updated_at\":\""
            + (changed ? "a" : "b")
            + "\",\"number\":"
            + number
            + "}");
  }

  @Override
  public synchronized Reader open(@Nullable LivePosition from) {
    refuse();
    opened.incrementAndGet();
    if (from != null && !from.epoch().equals(epochText())) {
      throw new LogGoneException("made again", null);
    }
    Map<LiveTopic, long[]> next = new EnumMap<>(LiveTopic.class);
    for (LiveTopic topic : LiveTopic.values()) {
      long[] offsets = new long[PARTITIONS];
      for (int i = 0; i < PARTITIONS; i++) {
        offsets[i] = from == null ? records(topic, i).size() : from.next(topic, i);
      }
      next.put(topic, offsets);
    }
    return new MemoryReader(LivePosition.of(epochText(), next));
  }

  private void refuse() {
    if (failure != null) {
      throw failure;
    }
  }

  private String epochText() {
    return String.format("%08x", epoch);
  }

  private synchronized Reader.Batch read(LivePosition from) {
    refuse();
    if (!from.epoch().equals(epochText())) {
      throw new LogGoneException("made again", null);
    }
    List<LiveRecord> read = new ArrayList<>();
    LivePosition position = from;
    for (LiveTopic topic : LiveTopic.values()) {
      for (int i = 0; i < PARTITIONS; i++) {
        if (from.next(topic, i) < starts(topic)[i]) {
          throw new LogGoneException("expired", null);
        }
        // Two of each partition at a time, so that positions of all kinds come about.
        records(topic, i).stream().skip(from.next(topic, i)).limit(2).forEach(read::add);
      }
    }
    for (LiveRecord record : read) {
      position = position.after(record.topic(), record.partition(), record.offset());
    }
    return new Reader.Batch(read, position);
  }

  private synchronized Reader.Batch awaited(LivePosition from, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    Reader.Batch batch = read(from);
    long left = atMost.toNanos();
    while (batch.records().isEmpty() && left > 0) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return batch;
      }
      batch = read(from);
      left = deadline - System.nanoTime();
    }
    return batch;
  }

  private final class MemoryReader implements Reader {

    private LivePosition position;

    MemoryReader(LivePosition position) {
      this.position = position;
    }

    @Override
    public LivePosition position() {
      return position;
    }

    @Override
    public Batch poll(Duration atMost) {
      Batch batch = awaited(position, atMost);
      position = batch.position();
      return batch;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
