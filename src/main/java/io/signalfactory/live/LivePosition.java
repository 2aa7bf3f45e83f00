package io.signalfactory.live;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far the topics have been read: for each partition the offset to read next. It is the id of an
 * event, so that a client can go on at any instance with exactly what it has not got yet.
 *
 * <p>Its text is {@code v1}, the epoch, and the offsets of signals and of breaches in base 36:
 * {@code v1-9f86d081-1a.0.3k-7.0}. Immutable.
 */
public final class LivePosition {

  /** A text of many partitions has some hundred characters; more is no position of ours. */
  private static final int LONGEST = 8_000;

  private static final Pattern TEXT = Pattern.compile("v1-([0-9a-f]{8})-([0-9a-z.]+)-([0-9a-z.]+)");

  private static final Pattern DOT = Pattern.compile("\\.");
  private static final int RADIX = 36;

  private final String epoch;
  private final Map<LiveTopic, long[]> next;

  private LivePosition(String epoch, Map<LiveTopic, long[]> next) {
    this.epoch = epoch;
    this.next = next;
  }

  /**
   * @param epoch tells topics from others of the same names: eight hexadecimal digits
   * @param next the offset to read next in each partition, by topic
   */
  static LivePosition of(String epoch, Map<LiveTopic, long[]> next) {
    Map<LiveTopic, long[]> copy = new EnumMap<>(LiveTopic.class);
    for (LiveTopic topic : LiveTopic.values()) {
      copy.put(topic, next.getOrDefault(topic, new long[0]).clone());
    }
    return new LivePosition(epoch, copy);
  }

  /** Reads a position from its text; empty if it is not one, whatever a client may send. */
  public static Optional<LivePosition> parse(String text) {
    var matcher = text.length() > LONGEST ? null : TEXT.matcher(text);
    if (matcher == null || !matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          of(
              matcher.group(1),
              Map.of(
                  LiveTopic.SIGNALS, offsets(matcher.group(2)),
                  LiveTopic.BREACHES, offsets(matcher.group(3)))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static long[] offsets(String text) {
    String[] parts = DOT.split(text, -1);
    long[] offsets = new long[parts.length];
    for (int i = 0; i < parts.length; i++) {
      offsets[i] = Long.parseLong(parts[i], RADIX);
    }
    return offsets;
  }

  /** The text that {@link #parse} reads. */
  public String text() {
    return "v1-" + epoch + "-" + offsets(LiveTopic.SIGNALS) + "-" + offsets(LiveTopic.BREACHES);
  }

  private String offsets(LiveTopic topic) {
    return Arrays.stream(offsetsOf(topic))
        .mapToObj(offset -> Long.toString(offset, RADIX))
        .collect(Collectors.joining("."));
  }

  private long[] offsetsOf(LiveTopic topic) {
    long[] offsets = next.get(topic);
    return offsets == null ? new long[0] : offsets;
  }

  String epoch() {
    return epoch;
  }

  int partitions(LiveTopic topic) {
    return offsetsOf(topic).length;
  }

  /** The offset to read next; 0 for a partition that did not exist then. */
  long next(LiveTopic topic, int partition) {
    long[] offsets = offsetsOf(topic);
    return partition < offsets.length ? offsets[partition] : 0;
  }

  /** Whether a record with this place has been read. */
  boolean includes(LiveTopic topic, int partition, long offset) {
    return offset < next(topic, partition);
  }

  /** The position after one more record; none goes backwards. */
  LivePosition after(LiveTopic topic, int partition, long offset) {
    if (includes(topic, partition, offset)) {
      return this;
    }
    Map<LiveTopic, long[]> advanced = new EnumMap<>(next);
    long[] offsets = Arrays.copyOf(offsetsOf(topic), Math.max(partitions(topic), partition + 1));
    offsets[partition] = offset + 1;
    advanced.put(topic, offsets);
    return new LivePosition(epoch, advanced);
  }

  /** The further of two positions, partition by partition. */
  LivePosition orFurther(LivePosition other) {
    Map<LiveTopic, long[]> further = new EnumMap<>(LiveTopic.class);
    for (LiveTopic topic : LiveTopic.values()) {
      long[] offsets = new long[Math.max(partitions(topic), other.partitions(topic))];
      for (int i = 0; i < offsets.length; i++) {
        offsets[i] = Math.max(next(topic, i), other.next(topic, i));
      }
      further.put(topic, offsets);
    }
    return new LivePosition(epoch, further);
  }

  /** Whether nothing is left to read up to another position. */
  boolean reaches(LivePosition other) {
    return recordsUpTo(other) == 0;
  }

  /** How many records lie between this position and a later one, at most. */
  long recordsUpTo(LivePosition later) {
    long records = 0;
    for (LiveTopic topic : LiveTopic.values()) {
      for (int i = 0; i < later.partitions(topic); i++) {
        records += Math.max(0, later.next(topic, i) - next(topic, i));
      }
    }
    return records;
  }

  /** Whether it can be a position in topics of this epoch that have this many partitions. */
  boolean fits(LivePosition present) {
    return epoch.equals(present.epoch)
        && Arrays.stream(LiveTopic.values())
            .allMatch(topic -> partitions(topic) <= present.partitions(topic));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LivePosition position && text().equals(position.text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
