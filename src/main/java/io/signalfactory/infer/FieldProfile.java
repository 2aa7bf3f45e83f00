package io.signalfactory.infer;

import com.fasterxml.jackson.databind.JsonNode;
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

  private final Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
  private final Map<Shape, Long> shapes = new EnumMap<>(Shape.class);
  private final Set<JsonNode> distinct = new HashSet<>();
  private final Set<String> words = new TreeSet<>();
  private boolean manyWords;
  private long nulls;
  private long negatives;
  private long likeKey;

  void add(JsonNode value, boolean sameAsKey) {
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
    }
    if (value.isNumber() && value.decimalValue().signum() < 0) {
      negatives++;
    }
    likeKey += sameAsKey ? 1 : 0;
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
    negatives += other.negatives;
    likeKey += other.likeKey;
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

  long negatives() {
    return negatives;
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
        && negatives == that.negatives
        && likeKey == that.likeKey;
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
