package io.signalfactory.stream.unique;

import io.signalfactory.gate.KeyHash;
import io.signalfactory.unique.KeyHistory;
import io.signalfactory.unique.KeySighting;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The keys that unique rules have seen, each stored for as long as its rule needs it (ADR 0009).
 *
 * <p>An entry's place in the store is its rule, the time when it expires, and the key's hash. Times
 * of expiry are rounded up to multiples of half of {@code within}, so that a key can be in only a
 * few places, and all that has expired is one range at the front of its rule. Time is measured by
 * the rule's own clock: the arrival of its records. It does not move while none arrive, so neither
 * a backlog that is read late nor one record dated ahead makes keys of another rule expire.
 */
public final class UniqueKeys {

  /** After this many new keys of a rule, expired ones are removed, at most twice as many. */
  static final int SWEEP_EVERY = 128;

  private static final int REMOVED_PER_SWEEP = 2 * SWEEP_EVERY;
  private static final int REMOVED_PER_STEP = 256;
  private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();
  private static final byte CLOCK = 0;
  private static final byte KEY = 1;
  private static final byte CLOCK_VERSION = 1;
  private static final int PREFIX_BYTES = 1 + Long.BYTES;
  private static final KeyHash LAST_KEY = new KeyHash(-1, -1);

  private final KeyValueStore<Bytes, byte[]> store;
  private final Lateness lateness;
  private final Map<Long, RuleClock> rules = new HashMap<>();

  /** How a record is judged that arrived before another one which was read first. */
  public enum Lateness {
    /** As if it arrived when it is read: for records of one partition, which have an order. */
    NONE,
    /**
     * By its own arrival if that is at most {@code within} behind the rule's clock, else not at
     * all: for records of several partitions, of which one may be read later than the others.
     */
    UP_TO_WITHIN
  }

  public UniqueKeys(KeyValueStore<Bytes, byte[]> store, Lateness lateness) {
    this.store = store;
    this.lateness = lateness;
  }

  /**
   * The arrival by which a record of a raw partition is judged: its own or, where records before it
   * arrived later, the minute of the latest of those.
   */
  public long arrival(long ruleId, long arrivalMs) {
    RuleClock rule = rule(ruleId);
    rule.advance(arrivalMs);
    return Math.max(arrivalMs, rule.clockMs);
  }

  /**
   * Judges a record that carries a key, and remembers the key.
   *
   * @param withinMs how far back a repeat counts, in milliseconds
   * @return whether the key was seen before; null if the record came too late to judge it
   */
  public KeyHistory.@Nullable Occurrence see(
      long ruleId, long withinMs, KeyHash key, KeySighting sighting) {
    RuleClock rule = rule(ruleId);
    rule.advance(sighting.arrivalMs());
    long lateMs = lateness == Lateness.NONE ? 0 : withinMs;
    if (sighting.arrivalMs() <= rule.clockMs - lateMs && lateMs > 0) {
      return null;
    }
    long grain = (withinMs + 1) / 2;
    for (long expires = rounded(rule.newestMs + withinMs, grain);
        expires > sighting.arrivalMs();
        expires -= grain) {
      Bytes place = place(ruleId, expires, key);
      byte[] stored = store.get(place);
      if (stored != null) {
        return seenAgain(rule, withinMs, key, sighting, place, KeyHistory.fromBytes(stored));
      }
    }
    remember(rule, withinMs, key, KeyHistory.startingWith(sighting));
    rule.sweepIfDue(lateMs);
    return KeyHistory.Occurrence.FIRST;
  }

  private KeyHistory.Occurrence seenAgain(
      RuleClock rule,
      long withinMs,
      KeyHash key,
      KeySighting sighting,
      Bytes place,
      KeyHistory before) {
    KeyHistory.Occurrence occurrence = before.classify(sighting, withinMs);
    if (occurrence.addsToHistory()) {
      KeyHistory after =
          occurrence.isRepeat() ? before.withRepeat(sighting) : KeyHistory.startingWith(sighting);
      Bytes moved = remember(rule, withinMs, key, after);
      if (!moved.equals(place)) {
        store.delete(place);
      }
    }
    return occurrence;
  }

  private Bytes remember(RuleClock rule, long withinMs, KeyHash key, KeyHistory history) {
    long expires = rounded(history.lastArrivalMs() + withinMs, (withinMs + 1) / 2);
    Bytes place = place(rule.id, expires, key);
    store.put(place, history.toBytes());
    return place;
  }

  /**
   * Removes the keys of rules that are no longer in force. If there are too many for one call, the
   * next call goes on.
   *
   * @param enough whether to stop for now
   */
  public void retainOnly(Set<Long> inForce, BooleanSupplier enough) {
    for (long ruleId : stored()) {
      while (!inForce.contains(ruleId) && !enough.getAsBoolean()) {
        RuleClock rule = rule(ruleId);
        if (rule.remove(Long.MAX_VALUE, REMOVED_PER_STEP) < REMOVED_PER_STEP) {
          store.delete(clockPlace(ruleId));
          rules.remove(ruleId);
          break;
        }
      }
    }
  }

  private List<Long> stored() {
    List<Long> ids = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> clocks =
        store.range(Bytes.wrap(new byte[] {CLOCK}), Bytes.wrap(new byte[] {KEY}))) {
      clocks.forEachRemaining(entry -> ids.add(ByteBuffer.wrap(entry.key.get(), 1, 8).getLong()));
    }
    return ids;
  }

  private RuleClock rule(long ruleId) {
    return rules.computeIfAbsent(ruleId, RuleClock::new);
  }

  /** The next multiple of {@code grain}, or the time itself if it is one. */
  private static long rounded(long ms, long grain) {
    return Math.floorDiv(ms + grain - 1, grain) * grain;
  }

  private static Bytes clockPlace(long ruleId) {
    return Bytes.wrap(ByteBuffer.allocate(PREFIX_BYTES).put(CLOCK).putLong(ruleId).array());
  }

  private static Bytes place(long ruleId, long expires, KeyHash key) {
    return Bytes.wrap(
        ByteBuffer.allocate(PREFIX_BYTES + Long.BYTES + KeyHash.BYTES)
            .put(KEY)
            .putLong(ruleId)
            .putLong(expires)
            .putLong(key.high())
            .putLong(key.low())
            .array());
  }

  /** The first place of the keys that expire at a time or later. */
  private static Bytes front(long ruleId, long expires) {
    return Bytes.wrap(
        ByteBuffer.allocate(PREFIX_BYTES + Long.BYTES)
            .put(KEY)
            .putLong(ruleId)
            .putLong(expires)
            .array());
  }

  /** The clock of one rule, and how far its expired keys have been removed. */
  private final class RuleClock {
    private final long id;

    /** The minute in which the newest record arrived. A whole minute, as each change is stored. */
    private long clockMs;

    /** No record has arrived later. */
    private long newestMs;

    /** Everything before this place has been removed, so its tombstones are not read again. */
    private Bytes sweptTo;

    private int addedSince;

    private RuleClock(long id) {
      this.id = id;
      this.sweptTo = front(id, 0);
      byte[] stored = store.get(clockPlace(id));
      if (stored == null) {
        this.clockMs = Long.MIN_VALUE / 2;
        this.newestMs = Long.MIN_VALUE / 2;
      } else {
        this.clockMs = clock(stored);
        this.newestMs = clockMs + MINUTE_MS - 1;
      }
    }

    private void advance(long arrivalMs) {
      newestMs = Math.max(newestMs, arrivalMs);
      long minute = Math.floorDiv(arrivalMs, MINUTE_MS) * MINUTE_MS;
      if (minute > clockMs) {
        clockMs = minute;
        store.put(
            clockPlace(id),
            ByteBuffer.allocate(1 + Long.BYTES).put(CLOCK_VERSION).putLong(minute).array());
      }
    }

    private void sweepIfDue(long lateMs) {
      addedSince++;
      if (addedSince >= SWEEP_EVERY) {
        addedSince = 0;
        // A key that expires exactly then cannot be repeated by a record that arrives now.
        var unused = remove(clockMs - lateMs, REMOVED_PER_SWEEP);
      }
    }

    /** Removes keys that expire up to a time, and returns how many it removed. */
    private int remove(long upTo, int atMost) {
      Bytes end = place(id, upTo, LAST_KEY);
      if (sweptTo.compareTo(end) > 0) {
        return 0;
      }
      List<Bytes> expired = new ArrayList<>();
      try (KeyValueIterator<Bytes, byte[]> range = store.range(sweptTo, end)) {
        while (range.hasNext() && expired.size() < atMost) {
          expired.add(range.next().key);
        }
      }
      expired.forEach(store::delete);
      if (!expired.isEmpty()) {
        sweptTo = expired.get(expired.size() - 1);
      }
      return expired.size();
    }
  }

  private static long clock(byte[] stored) {
    if (stored.length != 1 + Long.BYTES || stored[0] != CLOCK_VERSION) {
      throw new SerializationException(
          "the clock of a unique rule has another format than this release reads: run the release"
              + " that wrote it, or reset the application's state");
    }
    return ByteBuffer.wrap(stored, 1, Long.BYTES).getLong();
  }
}
