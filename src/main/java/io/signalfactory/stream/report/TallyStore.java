package io.signalfactory.stream.report;

import io.signalfactory.event.PartitionClock;
import io.signalfactory.tally.SourcePartition;
import io.signalfactory.tally.Tally;
import io.signalfactory.tally.TallyCodec;
import io.signalfactory.tally.TallySnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * The tallies of one ENFORCE or UNIQUE task. Tallies that records are being counted in are objects
 * on the heap, so a record costs no serialisation. They are written to the store beneath when the
 * task commits, in the transaction of the records that they count, so a crash neither loses nor
 * repeats a count.
 *
 * <p>Only Kafka Streams' own caching stores are called at that moment, which is why this class
 * implements {@link CachedStateStore}, an internal interface (ADR 0004).
 *
 * <p>The store also keeps which tallies have changed since they were reported to SIGNALS, and the
 * newest minute, the clock and the origin of each raw partition, so that a task that moves goes on
 * where it was.
 */
public final class TallyStore implements StateStore, CachedStateStore<TallyId, Tally> {

  /** Beyond this many on the heap, the tallies least recently used are written and removed. */
  static final int MAX_HOT = 20_000;

  // Shorter than any tally's key, and before all of them in the order of keys.
  private static final Bytes UNREPORTED_KEY = Bytes.wrap(new byte[] {0});
  private static final Bytes SOURCES_KEY = Bytes.wrap(new byte[] {1});
  private static final Bytes ORIGINS_KEY = Bytes.wrap(new byte[] {3});
  private static final Bytes FIRST_TALLY = Bytes.wrap(TallyId.firstOf(0));

  /** An unused tally leaves the heap when its partition is this many minutes further. */
  private static final long COOLS_AFTER_MINUTES = 5;

  private final KeyValueStore<Bytes, byte[]> beneath;
  private final Map<TallyId, HeldTally> hot = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<TallyId> unreported = new LinkedHashSet<>();
  private final Map<SourcePartition, Long> newestMinutes = new HashMap<>();
  private final Map<SourcePartition, PartitionClock> clocks = new HashMap<>();
  private final Map<SourcePartition, Origin> origins = new HashMap<>();
  private @Nullable Bytes sweptTo;
  private long sweptAtMinute = Long.MIN_VALUE;
  private Runnable beforeWriting = () -> {};
  private boolean indexWritten;
  private boolean originsWritten;
  private boolean loaded;

  public TallyStore(KeyValueStore<Bytes, byte[]> beneath) {
    this.beneath = beneath;
  }

  /** The tally to count a record in; the caller is about to change it. */
  public Tally open(TallyId id) {
    return hold(id).open();
  }

  /**
   * A tally to count one record after the other in, for as long as it {@link HeldTally#isHeld is
   * held}, so that it is looked up once and not for each record.
   */
  public HeldTally hold(TallyId id) {
    load();
    HeldTally entry = hot.get(id);
    if (entry == null) {
      byte[] stored = beneath.get(Bytes.wrap(id.toBytes()));
      entry =
          new HeldTally(id, stored == null ? new Tally() : new Tally(TallyCodec.decode(stored)));
      entry.unreported = unreported.contains(id);
      hot.put(id, entry);
      long newest = newestMinutes.getOrDefault(id.source(), Long.MIN_VALUE);
      if (id.minute() > newest) {
        newestMinutes.put(id.source(), id.minute());
      }
      evictOldest();
    }
    return entry;
  }

  /**
   * The clock of a raw partition, which goes on where it was at the last commit. Until {@link
   * #clearCache} it is always the same object.
   */
  public PartitionClock clock(SourcePartition source) {
    PartitionClock clock = clocks.get(source);
    if (clock == null) {
      byte[] stored = beneath.get(Bytes.wrap(PartitionClockCodec.key(source)));
      clock =
          stored == null
              ? new PartitionClock()
              : new PartitionClock(PartitionClockCodec.decode(stored));
      clocks.put(source, clock);
    }
    return clock;
  }

  /** Passes on the counts of every tally that has changed since they were last passed on. */
  public void drainUnreported(BiConsumer<TallyId, TallySnapshot> receiver) {
    load();
    if (unreported.isEmpty()) {
      return;
    }
    List<TallyId> batch = new ArrayList<>(unreported);
    unreported.clear();
    indexWritten = false;
    for (TallyId id : batch) {
      HeldTally entry = hot.get(id);
      if (entry != null) {
        entry.unreported = false;
        receiver.accept(id, entry.tally.snapshot());
      } else {
        byte[] stored = beneath.get(Bytes.wrap(id.toBytes()));
        if (stored != null) {
          receiver.accept(id, TallyCodec.decode(stored));
        }
      }
    }
  }

  /** The raw partitions of which this task has ever read a record. */
  public Set<SourcePartition> sources() {
    load();
    return Set.copyOf(newestMinutes.keySet());
  }

  /** Which incarnation a raw partition was read from last. */
  public Origin origin(SourcePartition source) {
    load();
    return origins.getOrDefault(source, Origin.UNKNOWN);
  }

  /** Takes note of the incarnation that a raw partition is read from now. */
  public void begins(SourcePartition source, Origin origin) {
    load();
    origins.put(source, origin);
    originsWritten = false;
  }

  /**
   * Takes note that a record of this position has been counted.
   *
   * @return the first position of which it has to be told again
   */
  public long reaches(SourcePartition source, long position) {
    Origin origin = origin(source);
    if (origin.topicId().isEmpty()) {
      // Nothing can follow that could be told apart.
      return Long.MAX_VALUE;
    }
    Origin reaching = origin.reaching(position);
    begins(source, reaching);
    return reaching.reach();
  }

  /**
   * Removes tallies that no late event can change any more: those that are further behind the
   * newest minute of their own raw partition than their retention. Measuring by the partition keeps
   * the tallies of an old backlog that is still being read; a minute in the future does not count,
   * so that one event dated ahead expires nothing. Goes on where the last call stopped. After a
   * whole sweep the next one begins a minute later, as nothing expires in between.
   *
   * @param currentMinute the current minute, in minutes since the epoch
   * @param enough whether to stop for now
   * @param retainedMinutes for how many minutes the tallies of a dataset are retained
   */
  public void expire(
      long currentMinute, BooleanSupplier enough, ToLongFunction<String> retainedMinutes) {
    load();
    if (sweptTo == null && sweptAtMinute == currentMinute) {
      return;
    }
    sweptAtMinute = currentMinute;
    List<Bytes> expired = new ArrayList<>();
    Bytes last = null;
    try (KeyValueIterator<Bytes, byte[]> all =
        beneath.range(
            sweptTo == null ? FIRST_TALLY : sweptTo, Bytes.wrap(TallyId.firstOf(currentMinute)))) {
      while (all.hasNext()) {
        if (enough.getAsBoolean()) {
          last = all.peekNextKey();
          break;
        }
        Bytes key = all.next().key;
        TallyId id = TallyId.fromBytes(key.get());
        long newest = Math.min(currentMinute, newestMinutes.getOrDefault(id.source(), id.minute()));
        if (newest - id.minute() > retainedMinutes.applyAsLong(id.datasetUrn())
            && !unreported.contains(id)) {
          expired.add(key);
          release(hot.remove(id));
        }
      }
    }
    sweptTo = last;
    expired.forEach(beneath::delete);
  }

  private boolean cold(TallyId id) {
    return newestMinutes.getOrDefault(id.source(), id.minute()) - id.minute() > COOLS_AFTER_MINUTES;
  }

  private void evictOldest() {
    if (hot.size() > MAX_HOT) {
      var oldest = hot.entrySet().iterator();
      HeldTally entry = oldest.next().getValue();
      if (entry.dirty) {
        write(entry);
      }
      oldest.remove();
      release(entry);
    }
  }

  private static void release(@Nullable HeldTally entry) {
    if (entry != null) {
      entry.held = false;
    }
  }

  private void write(HeldTally entry) {
    beneath.put(Bytes.wrap(entry.id.toBytes()), TallyCodec.encode(entry.tally.snapshot()));
    entry.dirty = false;
  }

  /** Not in {@link #init}: the store is restored only when the first record or tick comes. */
  private void load() {
    if (loaded) {
      return;
    }
    loaded = true;
    byte[] unreportedEntry = beneath.get(UNREPORTED_KEY);
    byte[] minutesEntry = beneath.get(SOURCES_KEY);
    unreported.addAll(TallyIndex.readUnreported(unreportedEntry));
    newestMinutes.putAll(TallyIndex.readNewestMinutes(minutesEntry));
    origins.putAll(TallyIndex.readOrigins(beneath.get(ORIGINS_KEY)));
    originsWritten = true;
    // What an earlier release wrote is written anew at once: without traffic it would stay.
    indexWritten = TallyIndex.isCurrent(unreportedEntry) && TallyIndex.isCurrent(minutesEntry);
  }

  /**
   * Sets what runs before the tallies are written at a commit.
   *
   * @param work counts what is still waiting to be counted when the task commits; what it forwards
   *     is part of the same transaction
   */
  public void beforeWriting(Runnable work) {
    beforeWriting = work;
  }

  @Override
  public void flushCache() {
    beforeWriting.run();
    for (var entries = hot.values().iterator(); entries.hasNext(); ) {
      HeldTally entry = entries.next();
      if (entry.dirty) {
        write(entry);
      } else if (cold(entry.id)) {
        entries.remove();
        release(entry);
      }
    }
    clocks.forEach(
        (source, clock) -> {
          if (clock.isChanged()) {
            beneath.put(
                Bytes.wrap(PartitionClockCodec.key(source)),
                PartitionClockCodec.encode(clock.state()));
          }
        });
    if (loaded && !indexWritten) {
      beneath.put(UNREPORTED_KEY, TallyIndex.writeUnreported(unreported));
      beneath.put(SOURCES_KEY, TallyIndex.writeNewestMinutes(newestMinutes));
      indexWritten = true;
    }
    if (loaded && !originsWritten) {
      beneath.put(ORIGINS_KEY, TallyIndex.writeOrigins(origins));
      originsWritten = true;
    }
  }

  @Override
  public void clearCache() {
    hot.values().forEach(TallyStore::release);
    hot.clear();
    unreported.clear();
    newestMinutes.clear();
    clocks.clear();
    origins.clear();
    sweptTo = null;
    sweptAtMinute = Long.MIN_VALUE;
    loaded = false;
  }

  @Override
  public boolean setFlushListener(
      @Nullable CacheFlushListener<TallyId, Tally> listener, boolean sendOldValues) {
    return false;
  }

  @Override
  public String name() {
    return beneath.name();
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    beneath.init(context, root);
  }

  @Override
  public void commit(Map<TopicPartition, Long> changelogOffsets) {
    beneath.commit(changelogOffsets);
  }

  @Override
  public @Nullable Long committedOffset(TopicPartition partition) {
    return beneath.committedOffset(partition);
  }

  @Override
  @SuppressWarnings("deprecation") // new in 4.3 and deprecated from the start; Streams calls it
  public boolean managesOffsets() {
    return beneath.managesOffsets();
  }

  @Override
  public void close() {
    clearCache();
    beneath.close();
  }

  @Override
  public boolean persistent() {
    return beneath.persistent();
  }

  @Override
  public boolean isOpen() {
    return beneath.isOpen();
  }

  @Override
  public Position getPosition() {
    return beneath.getPosition();
  }

  /** A tally on the heap. */
  public final class HeldTally {
    private final TallyId id;
    private final Tally tally;
    private boolean dirty;
    private boolean unreported;
    private boolean held = true;

    private HeldTally(TallyId id, Tally tally) {
      this.id = id;
      this.tally = tally;
    }

    public TallyId id() {
      return id;
    }

    /** Whether records may still be counted in it: not once it has left the heap. */
    public boolean isHeld() {
      return held;
    }

    /** The tally; the caller is about to change it. */
    public Tally open() {
      if (!dirty) {
        dirty = true;
        // Once per commit is enough to know which tallies are in use.
        hot.get(id);
      }
      if (!unreported) {
        unreported = true;
        TallyStore.this.unreported.add(id);
        indexWritten = false;
      }
      return tally;
    }
  }
}
