package io.signalfactory.infer;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalfactory.contract.DatasetSelector;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a sample holds of one field. Profiles can be merged in any order: what is counted is exact,
 * and the few values that may be an enumeration are given up for good once there are too many.
 */
final class FieldProfile {

  /** More different values are no enumeration. */
  static final int MAX_WORDS = 20;

  private static final long AHEAD_MS = DatasetSelector.DEFAULT_FUTURE_TOLERANCE.toMillis();

  /** Longer ones are as bad, and their sum has to fit. */
  private static final long MAX_LAG_MS = Duration.ofDays(3650).toMillis();

  private final Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
  private final Map<Shape, Long> shapes = new EnumMap<>(Shape.class);
  private final Set<JsonNode> distinct = new HashSet<>();
  private final Set<String> words = new TreeSet<>();
  private boolean manyWords;
  private long nulls;
  private long likeKey;
  private long aheadOfRecord;
  private long lagMs;

  void add(JsonNode value, SampledRecord record) {
    if (value.isNull()) {
      nulls++;
      return;
    }
    Kind kind = Kind.of(value);
    kinds.merge(kind, 1L, Long::sum);
    for (Shape shape : Shape.values()) {
      if (shape.fits(value)) {
        shapes.merge(shape, 1L, Long::sum);
      }
    }
    if (kind != Kind.OBJECT && kind != Kind.ARRAY) {
      distinct.add(value);
    }
    if (kind == Kind.TEXT) {
      addWord(value.textValue());
      likeKey += value.textValue().equals(record.key()) ? 1 : 0;
    }
    addTime(value, record);
  }

  private void addTime(JsonNode value, SampledRecord record) {
    Long timestamp = record.timestamp();
    if (timestamp != null) {
      Shape.time(value)
          .ifPresent(
              ms -> {
                aheadOfRecord += ms > timestamp + AHEAD_MS ? 1 : 0;
                lagMs += Math.min(MAX_LAG_MS, Math.abs(timestamp - ms));
              });
    }
  }

  private void addWord(String word) {
    words.add(word);
    if (manyWords || words.size() > MAX_WORDS) {
      manyWords = true;
      words.clear();
    }
  }

  void merge(FieldProfile other) {
    other.kinds.forEach((kind, count) -> kinds.merge(kind, count, Long::sum));
    other.shapes.forEach((shape, count) -> shapes.merge(shape, count, Long::sum));
    distinct.addAll(other.distinct);
    manyWords |= other.manyWords;
    other.words.forEach(this::addWord);
    if (manyWords) {
      words.clear();
    }
    nulls += other.nulls;
    likeKey += other.likeKey;
    aheadOfRecord += other.aheadOfRecord;
    lagMs += other.lagMs;
  }

  /** Records that have the field, null or not. */
  long present() {
    return values() + nulls;
  }

  /** Records in which it is not null. */
  long values() {
    return kinds.values().stream().mapToLong(Long::longValue).sum();
  }

  long nulls() {
    return nulls;
  }

  long count(Kind kind) {
    return kinds.getOrDefault(kind, 0L);
  }

  long count(Shape shape) {
    return shapes.getOrDefault(shape, 0L);
  }

  /** How many values are times later than their record, by more than a contract allows. */
  long aheadOfRecord() {
    return aheadOfRecord;
  }

  /** How far the values that are times are from the times of their records, in milliseconds. */
  long meanLagMs() {
    return values() == 0 ? 0 : lagMs / values();
  }

  /** Whether no value came twice. */
  boolean allDiffer() {
    return distinct.size() == values();
  }

  boolean isTheKey() {
    return values() > 0 && likeKey == values();
  }

  /** The different texts; empty if there are more than {@link #MAX_WORDS}. */
  Set<String> words() {
    return Set.copyOf(words);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldProfile that
        && kinds.equals(that.kinds)
        && shapes.equals(that.shapes)
        && distinct.equals(that.distinct)
        && words.equals(that.words)
        && manyWords == that.manyWords
        && nulls == that.nulls
        && likeKey == that.likeKey
        && aheadOfRecord == that.aheadOfRecord
        && lagMs == that.lagMs;
  }

  @Override
  public int hashCode() {
    return kinds.hashCode();
  }

  @Override
  public String toString() {
    return kinds + " nulls=" + nulls;
  }
}
