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
 * The keys that unique rules have seen, each for as long as its rule needs it (ADR 0009).
 *
 * <p>An entry stands under its rule, the time when it expires, and the key's hash. Times of expiry
 * are rounded up to halves of the rule's time, so that a key can only stand in a few places, and
 * what has expired is one range at the front of its rule. It is measured by the rule's own clock,
 * which is the arrival of its records and stands still where none come: neither a backlog that is
 * read late nor one record dated ahead makes a key of another rule expire.
 */
public final class UniqueKeys {

  /** After so many new keys of a rule, expired ones are removed, twice as many at most. */
  static final int SWEEP_EVERY = 128;

  private static final int REMOVED_A_SWEEP = 2 * SWEEP_EVERY;
  private static final int REMOVED_A_STEP = 256;
  private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();
  private static final byte CLOCK = 0;
  private static final byte KEY = 1;
  private static final byte CLOCK_VERSION = 1;
  private static final int PREFIX_BYTES = 1 + Long.BYTES;
  private static final KeyHash LAST_KEY = new KeyHash(-1, -1);

  private final KeyValueStore<Bytes, byte[]> store;
  private final Lateness lateness;
  private final Map<Long, Rule> rules = new HashMap<>();

  /** What becomes of a record that arrived before another of its rule which was read first. */
  public enum Lateness {
    /** It counts as arriving when it is read: for records of one partition, which have an order. */
    NONE,
    /**
     * It is held against keys as far back as the rule's time again, and not judged beyond: for
     * records of several partitions, of which one may be read behind the others.
     */
    UP_TO_WITHIN
  }

  public UniqueKeys(KeyValueStore<Bytes, byte[]> store, Lateness lateness) {
    this.store = store;
    this.lateness = lateness;
  }

  /**
   * The arrival by which a record of a raw partition is judged: its own, or where others before it
   * arrived later, the minute that they had come to.
   */
  public long arrival(long ruleId, long arrivalMs) {
    Rule rule = rule(ruleId);
    rule.advance(arrivalMs);
    return Math.max(arrivalMs, rule.clockMs);
  }

  /**
   * Takes note of a record that carries a key.
   *
   * @param withinMs how far back a repeat counts, in milliseconds
   * @return what the record is to the key; null if it came too late to tell
   */
  public KeyHistory.@Nullable Answer see(
      long ruleId, long withinMs, KeyHash key, KeySighting sighting) {
    Rule rule = rule(ruleId);
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
    remember(rule, withinMs, key, KeyHistory.beginning(sighting));
    rule.sweepIfDue(lateMs);
    return KeyHistory.Answer.FIRST;
  }

  private KeyHistory.Answer seenAgain(
      Rule rule, long withinMs, KeyHash key, KeySighting sighting, Bytes place, KeyHistory before) {
    KeyHistory.Answer answer = before.judge(sighting, withinMs);
    if (answer.news()) {
      KeyHistory after =
          answer.repeat() ? before.repeated(sighting) : KeyHistory.beginning(sighting);
      Bytes moved = remember(rule, withinMs, key, after);
      if (!moved.equals(place)) {
        store.delete(place);
      }
    }
    return answer;
  }

  private Bytes remember(Rule rule, long withinMs, KeyHash key, KeyHistory history) {
    long expires = rounded(history.lastArrivalMs() + withinMs, (withinMs + 1) / 2);
    Bytes place = place(rule.id, expires, key);
    store.put(place, history.toBytes());
    return place;
  }

  /**
   * Forgets the keys of rules that are not in force any more; the rest at the next call, if there
   * are too many for one.
   *
   * @param enough whether to stop for now
   */
  public void retainOnly(Set<Long> inForce, BooleanSupplier enough) {
    for (long ruleId : stored()) {
      while (!inForce.contains(ruleId) && !enough.getAsBoolean()) {
        Rule rule = rule(ruleId);
        if (rule.remove(Long.MAX_VALUE, REMOVED_A_STEP) < REMOVED_A_STEP) {
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

  private Rule rule(long ruleId) {
    return rules.computeIfAbsent(ruleId, Rule::new);
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

  /** The first place of those that expire then or later. */
  private static Bytes front(long ruleId, long expires) {
    return Bytes.wrap(
        ByteBuffer.allocate(PREFIX_BYTES + Long.BYTES)
            .put(KEY)
            .putLong(ruleId)
            .putLong(expires)
            .array());
  }

  /** The clock of one rule. */
  private final class Rule {
    private final long id;

    /**
     * The minute that the newest record arrived in. Coarse, as it is stored whenever it changes.
     */
    private long clockMs;

    /** No record has arrived later. */
    private long newestMs;

    /** What stood before is gone, so nobody looks through its tombstones again. */
    private Bytes sweptTo;

    private int addedSince;

    private Rule(long id) {
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
        // One that expires exactly then holds nothing that a record of now could repeat.
        var unused = remove(clockMs - lateMs, REMOVED_A_SWEEP);
      }
    }

    /** Removes what expires up to a time, and says how many that were. */
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
