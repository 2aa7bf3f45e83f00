package io.signalfactory.query;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for.
 *
 * @param partitions only entries of datasets of these partitions
 * @param after only entries whose key comes after this one; null for those from the first
 * @param limit at most this many entries, at least 1
 */
public record Slice(SortedSet<Integer> partitions, @Nullable String after, int limit) {

  /** The order of a list's keys: that of their bytes in UTF-8, which is that of the stores. */
  public static final Comparator<String> KEY_ORDER = Slice::compare;

  public Slice {
    if (limit < 1) {
      throw new IllegalArgumentException("a slice has at least one entry, not " + limit);
    }
    partitions = Collections.unmodifiableSortedSet(new TreeSet<>(partitions));
  }

  /** The order of chars is that of UTF-8 but for surrogates, so that few keys need encoding. */
  private static int compare(String some, String other) {
    int length = Math.min(some.length(), other.length());
    for (int i = 0; i < length; i++) {
      char one = some.charAt(i);
      char another = other.charAt(i);
      if (one != another) {
        return Character.isSurrogate(one) || Character.isSurrogate(another)
            ? Arrays.compareUnsigned(
                some.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8))
            : Character.compare(one, another);
      }
    }
    return Integer.compare(some.length(), other.length());
  }

  /** All entries of some partitions. */
  public static Slice all(Collection<Integer> partitions) {
    return new Slice(new TreeSet<>(partitions), null, Integer.MAX_VALUE);
  }

  /** The same part of the list, to its end. */
  Slice withoutLimit() {
    return new Slice(partitions, after, Integer.MAX_VALUE);
  }

  boolean isAfter(String key) {
    return after == null || KEY_ORDER.compare(key, after) > 0;
  }
}
