package io.signalfactory.unique;

import io.signalfactory.codec.ByteReader;
import io.signalfactory.codec.ByteWriter;
import io.signalfactory.codec.CodecException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one key of a unique rule has been seen since it last was new. Immutable.
 *
 * <p>A record repeats a key if one that was read before it has the same key and arrived less than
 * the rule's time before, or after. It is enough to remember the latest arrival for that, and a
 * repeat counts as one: a key that comes every hour stays a duplicate.
 *
 * <p>Reading a record again gives the same answer as the first time, so a repetition after a
 * failure is nobody's duplicate. For that the history remembers the offsets at which the key came,
 * of the {@value #MAX_PLACES} partitions in which it came last.
 */
public final class KeyHistory {

  /** Partitions remembered. A key that comes in more is a duplicate in most of them anyway. */
  static final int MAX_PLACES = 8;

  private static final int VERSION = 1;

  private final long lastArrivalMs;
  private final long writtenAt;
  private final List<Place> places;

  private KeyHistory(long lastArrivalMs, long writtenAt, List<Place> places) {
    this.lastArrivalMs = lastArrivalMs;
    this.writtenAt = writtenAt;
    this.places = List.copyOf(places);
  }

  /** The history of a key that is new. */
  public static KeyHistory beginning(KeySighting first) {
    return new KeyHistory(
        first.arrivalMs(),
        first.readAt(),
        List.of(new Place(first.partition(), first.offset(), first.offset(), false)));
  }

  /** The latest arrival of the key, in epoch milliseconds. */
  public long lastArrivalMs() {
    return lastArrivalMs;
  }

  /**
   * What a record is to the key.
   *
   * @param withinMs how far back a repeat counts, in milliseconds
   */
  public Answer judge(KeySighting sighting, long withinMs) {
    Place place = place(sighting.partition());
    if (place != null && sighting.offset() <= place.last()) {
      if (sighting.readAt() > writtenAt) {
        return Answer.TOLD_AGAIN;
      }
      boolean repeat =
          sighting.offset() > place.first()
              || (sighting.offset() == place.first() && place.firstRepeats());
      return repeat ? Answer.REPEAT_READ_AGAIN : Answer.FIRST_READ_AGAIN;
    }
    return sighting.arrivalMs() < lastArrivalMs + withinMs ? Answer.REPEAT : Answer.FIRST;
  }

  /** The history with one more record, which repeats the key. */
  public KeyHistory repeated(KeySighting sighting) {
    List<Place> after = new ArrayList<>(places.size() + 1);
    Place known = place(sighting.partition());
    for (Place place : places) {
      if (place.partition() != sighting.partition()) {
        after.add(place);
      }
    }
    if (after.size() == MAX_PLACES) {
      after.remove(0);
    }
    after.add(
        known == null
            ? new Place(sighting.partition(), sighting.offset(), sighting.offset(), true)
            : new Place(known.partition(), known.first(), sighting.offset(), known.firstRepeats()));
    return new KeyHistory(Math.max(lastArrivalMs, sighting.arrivalMs()), sighting.readAt(), after);
  }

  private @Nullable Place place(int partition) {
    for (Place place : places) {
      if (place.partition() == partition) {
        return place;
      }
    }
    return null;
  }

  /** The history as bytes; some 20 for a key that came once. */
  public byte[] toBytes() {
    ByteWriter out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeSigned(lastArrivalMs);
    out.writeUnsigned(writtenAt);
    out.writeUnsigned(places.size());
    for (Place place : places) {
      out.writeUnsigned(place.partition());
      out.writeUnsigned(place.first());
      out.writeUnsigned(place.last() - place.first());
      out.writeByte(place.firstRepeats() ? 1 : 0);
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
    long writtenAt = in.readUnsigned();
    List<Place> places = new ArrayList<>();
    for (int left = in.readCount(); left > 0; left--) {
      int partition = in.readInt();
      long first = in.readUnsigned();
      places.add(new Place(partition, first, first + in.readUnsigned(), in.readByte() != 0));
    }
    in.expectEnd();
    return new KeyHistory(lastArrivalMs, writtenAt, places);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KeyHistory that
        && lastArrivalMs == that.lastArrivalMs
        && writtenAt == that.writtenAt
        && places.equals(that.places);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(lastArrivalMs) * 31 + places.hashCode();
  }

  @Override
  public String toString() {
    return "KeyHistory[lastArrivalMs=" + lastArrivalMs + ", " + places + "]";
  }

  /** What a record is to a key. */
  public enum Answer {
    /** No earlier one has the key, or too long ago. */
    FIRST(false, true),
    REPEAT(true, true),
    /** It was read before, and was the first. */
    FIRST_READ_AGAIN(false, false),
    /** It was read before, and repeated the key. */
    REPEAT_READ_AGAIN(true, false),
    /** It was told of before and is told of once more: it counts already. */
    TOLD_AGAIN(false, false);

    private final boolean repeat;
    private final boolean news;

    Answer(boolean repeat, boolean news) {
      this.repeat = repeat;
      this.news = news;
    }

    /** Whether the record repeats the key. */
    public boolean repeat() {
      return repeat;
    }

    /** Whether the history has to remember it. */
    public boolean news() {
      return news;
    }
  }

  /**
   * Where the key came in one raw partition.
   *
   * @param first the offset at which it came first, since it last was new
   * @param last the offset at which it came last
   * @param firstRepeats whether the first repeated the key, which then came elsewhere before
   */
  private record Place(int partition, long first, long last, boolean firstRepeats) {}
}
