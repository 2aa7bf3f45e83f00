package io.signalfactory.server.cluster;

import io.signalfactory.query.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list: all of its entries from some key on, up to the last one here.
 *
 * @param partitions the partitions that it was made from
 * @param entries in the order of their keys
 * @param more whether there are more after the last of them
 * @param age how long ago what it says was last confirmed
 */
record Page(Set<Integer> partitions, List<Entry> entries, boolean more, Duration age) {

  /** More bytes than this end a page before its limit. */
  static final int MAX_BYTES = 4 << 20;

  Page {
    partitions = Set.copyOf(partitions);
    entries = List.copyOf(entries);
  }

  /** Cuts entries off that are too many. */
  static Page of(Set<Integer> partitions, List<Entry> found, int limit, Duration age) {
    int bytes = 0;
    int count = 0;
    while (count < found.size() && count < limit && (count == 0 || bytes < MAX_BYTES)) {
      bytes += found.get(count).json().length;
      count++;
    }
    return new Page(partitions, found.subList(0, count), count < found.size(), age);
  }

  /**
   * Puts the pages of several instances together. What comes after the last entry of a page that
   * has more is left for the next page: entries of that instance could be missing there.
   *
   * @param pages at least one
   * @param combining makes one entry of two with the same key; null if there are none
   */
  static Page merged(
      Collection<Page> pages, int limit, @Nullable BinaryOperator<byte[]> combining) {
    @Nullable String end =
        pages.stream()
            .filter(Page::more)
            .map(page -> page.entries().get(page.entries().size() - 1).key())
            .min(Slice.KEY_ORDER)
            .orElse(null);
    Set<Integer> partitions = new TreeSet<>();
    pages.forEach(page -> partitions.addAll(page.partitions()));
    Duration age = pages.stream().map(Page::age).max(Duration::compareTo).orElse(Duration.ZERO);
    List<Entry> all =
        pages.stream()
            .flatMap(page -> page.entries().stream())
            .filter(entry -> end == null || Slice.KEY_ORDER.compare(entry.key(), end) <= 0)
            .sorted(Entry.ORDER)
            .toList();
    Page cut = of(partitions, combining == null ? all : combined(all, combining), limit, age);
    return new Page(partitions, cut.entries(), cut.more() || end != null, age);
  }

  private static List<Entry> combined(List<Entry> sorted, BinaryOperator<byte[]> combining) {
    List<Entry> combined = new ArrayList<>();
    for (Entry entry : sorted) {
      int last = combined.size() - 1;
      if (last >= 0 && combined.get(last).key().equals(entry.key())) {
        combined.set(
            last, new Entry(entry.key(), combining.apply(combined.get(last).json(), entry.json())));
      } else {
        combined.add(entry);
      }
    }
    return combined;
  }
}
