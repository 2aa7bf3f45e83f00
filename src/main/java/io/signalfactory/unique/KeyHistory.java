package io.signalfactory.unique;

import io.signalfactory.codec.ByteReader;
import io.signalfactory.codec.ByteWriter;
import io.signalfactory.codec.CodecException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records in which one key of a unique rule came, since the key was last new. Immutable.
 *
 * <p>A record repeats a key if another record with the same key was read earlier and arrived less
 * than the rule's time before this one, or later than it. Only the latest arrival is needed to
 * decide that. A repeat moves the latest arrival too: a key that comes every hour stays a duplicate
 * under a rule of a day.
 *
 * <p>A record that is read again after a failure gets the same result as the first time. For that
 * the history keeps the range of offsets of the key in each partition, for the {@value
 * #MAX_PARTITIONS} partitions in which the key came last.
 */
public final class KeyHistory {

  /** Partitions kept. A key that comes in more of them is a duplicate in most of them anyway. */
  static final int MAX_PARTITIONS = 8;

  private static final int VERSION = 1;

  private final long lastArrivalMs;

  /** {@link KeySighting#readAt} of the sighting that changed the history last. */
  private final long changedAt;

  /** By partition; the one in which the key came last is the last. */
  private final List<OffsetRange> ranges;

  private KeyHistory(long lastArrivalMs, long changedAt, List<OffsetRange> ranges) {
    this.lastArrivalMs = lastArrivalMs;
    this.changedAt = changedAt;
    this.ranges = List.copyOf(ranges);
  }

  /** The history of a key that is new with this record. */
  public static KeyHistory startingWith(KeySighting first) {
    return new KeyHistory(
        first.arrivalMs(),
        first.readAt(),
        List.of(new OffsetRange(first.partition(), first.offset(), first.offset(), false)));
  }

  /** The latest arrival of the key, in epoch milliseconds. */
  public long lastArrivalMs() {
    return lastArrivalMs;
  }

  /**
   * How a record relates to the earlier ones with its key.
   *
   * @param withinMs how far back a repeat counts, in milliseconds
   */
  public Occurrence classify(KeySighting sighting, long withinMs) {
    OffsetRange range = range(sighting.partition());
    if (range != null && sighting.offset() <= range.last()) {
      if (sighting.readAt() > changedAt) {
        return Occurrence.CLAIMED_AGAIN;
      }
      boolean repeat =
          sighting.offset() > range.first()
              || (sighting.offset() == range.first() && range.firstRepeats());
      return repeat ? Occurrence.REPEAT_READ_AGAIN : Occurrence.FIRST_READ_AGAIN;
    }
    return sighting.arrivalMs() < lastArrivalMs + withinMs ? Occurrence.REPEAT : Occurrence.FIRST;
  }

  /** The history with one more record, which repeats the key. */
  public KeyHistory withRepeat(KeySighting sighting) {
    List<OffsetRange> after = new ArrayList<>(ranges.size() + 1);
    OffsetRange known = range(sighting.partition());
    for (OffsetRange range : ranges) {
      if (range.partition() != sighting.partition()) {
        after.add(range);
      }
    }
    if (after.size() == MAX_PARTITIONS) {
      after.remove(0);
    }
    after.add(
        known == null
            ? new OffsetRange(sighting.partition(), sighting.offset(), sighting.offset(), true)
            : new OffsetRange(
                known.partition(), known.first(), sighting.offset(), known.firstRepeats()));
    return new KeyHistory(Math.max(lastArrivalMs, sighting.arrivalMs()), sighting.readAt(), after);
  }

  private @Nullable OffsetRange range(int partition) {
    for (OffsetRange range : ranges) {
      if (range.partition() == partition) {
        return range;
      }
    }
    return null;
  }

  /** The history as bytes; some 20 for a key that came once. */
  public byte[] toBytes() {
    ByteWriter out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeSigned(lastArrivalMs);
    out.writeUnsigned(changedAt);
    out.writeUnsigned(ranges.size());
    for (OffsetRange range : ranges) {
      out.writeUnsigned(range.partition());
      out.writeUnsigned(range.first());
      out.writeUnsigned(range.last() - range.first());
      out.writeByte(range.firstRepeats() ? 1 : 0);
    }
    return out.toByteArray();
  }

  /**
   * The history behind the bytes.
   *
   * @throws CodecException if another format version wrote them or they are damaged
   */
  public static KeyHistory fromBytes(byte[] bytes) {
    ByteReader in = new ByteReader(bytes, "history of a key");
    in.expectVersion(VERSION);
    long lastArrivalMs = in.readSigned();
    long changedAt = in.readUnsigned();
    List<OffsetRange> ranges = new ArrayList<>();
    for (int left = in.readCount(); left > 0; left--) {
      int partition = in.readInt();
      long first = in.readUnsigned();
      ranges.add(new OffsetRange(partition, first, first + in.readUnsigned(), in.readByte() != 0));
    }
    in.expectEnd();
    return new KeyHistory(lastArrivalMs, changedAt, ranges);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KeyHistory that
        && lastArrivalMs == that.lastArrivalMs
        && changedAt == that.changedAt
        && ranges.equals(that.ranges);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(lastArrivalMs) * 31 + ranges.hashCode();
  }

  @Override
  public String toString() {
    return "KeyHistory[lastArrivalMs=" + lastArrivalMs + ", " + ranges + "]";
  }

  /** How a record relates to the earlier ones with its key. */
  public enum Occurrence {
    /** No earlier record has the key, or the latest one arrived too long ago. */
    FIRST(false, true),
    /** An earlier record has the key. */
    REPEAT(true, true),
    /** The record was read before, and was the first with its key. */
    FIRST_READ_AGAIN(false, false),
    /** The record was read before, and repeated the key. */
    REPEAT_READ_AGAIN(true, false),
    /** The claim of the record was settled and counted before, and has been sent once more. */
    CLAIMED_AGAIN(false, false);

    private final boolean repeat;
    private final boolean addsToHistory;

    Occurrence(boolean repeat, boolean addsToHistory) {
      this.repeat = repeat;
      this.addsToHistory = addsToHistory;
    }

    /** Whether the record repeats the key. */
    public boolean isRepeat() {
      return repeat;
    }

    /** Whether the record has to be added to the history. */
    public boolean addsToHistory() {
      return addsToHistory;
    }
  }

  /**
   * The offsets at which the key came in one raw partition, since it was last new.
   *
   * @param first the smallest of them
   * @param last the largest of them
   * @param firstRepeats whether the record at {@code first} was a repeat, because the key had come
   *     in another partition before
   */
  private record OffsetRange(int partition, long first, long last, boolean firstRepeats) {}
}
