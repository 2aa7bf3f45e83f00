package io.signalfactory.sampling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which records of a topic are read. Each partition gives the same number, or all that it has; what
 * a small one lacks, larger ones give. If a partition has more, it is read at some places, the
 * first at its beginning, the last at its end and the others evenly between them.
 *
 * @param rounds what is read one after the other, so that whenever reading stops, the places are
 *     spread: the ends come first, then the beginnings, then what halves the largest gap
 */
record SamplePlan(List<List<Stretch>> rounds) {

  /** In each partition. */
  static final int PLACES = 10;

  SamplePlan {
    rounds = List.copyOf(rounds);
  }

  /**
   * The offsets that a partition has.
   *
   * @param begin the first
   * @param end the one after the last
   */
  record Span(long begin, long end) {
    long size() {
      return Math.max(0, end - begin);
    }
  }

  /**
   * Offsets to read.
   *
   * @param from the first
   * @param to the one after the last
   */
  record Stretch(int partition, long from, long to) {}

  /**
   * @param spans what each partition has
   * @param records how many records are wanted at most
   */
  static SamplePlan of(Map<Integer, Span> spans, int records) {
    List<List<Stretch>> rounds = new ArrayList<>();
    quotas(spans, records)
        .forEach(
            (partition, quota) -> {
              List<Stretch> stretches =
                  stretches(partition, Objects.requireNonNull(spans.get(partition)), quota);
              for (int i = 0; i < stretches.size(); i++) {
                if (rounds.size() == i) {
                  rounds.add(new ArrayList<>());
                }
                rounds.get(i).add(stretches.get(i));
              }
            });
    return new SamplePlan(rounds);
  }

  private static SortedMap<Integer, Long> quotas(Map<Integer, Span> spans, int records) {
    List<Map.Entry<Integer, Span>> smallestFirst =
        spans.entrySet().stream()
            .filter(entry -> entry.getValue().size() > 0)
            .sorted(
                Comparator.comparingLong(
                        (Map.Entry<Integer, Span> entry) -> entry.getValue().size())
                    .thenComparing(Map.Entry::getKey))
            .toList();
    SortedMap<Integer, Long> quotas = new TreeMap<>();
    long left = records;
    for (int i = 0; i < smallestFirst.size(); i++) {
      Map.Entry<Integer, Span> entry = smallestFirst.get(i);
      long quota = Math.min(entry.getValue().size(), left / (smallestFirst.size() - i));
      if (quota > 0) {
        quotas.put(entry.getKey(), quota);
      }
      left -= quota;
    }
    return quotas;
  }

  private static List<Stretch> stretches(int partition, Span span, long quota) {
    if (span.size() <= quota) {
      return List.of(new Stretch(partition, span.begin(), span.end()));
    }
    int places = (int) Math.min(PLACES, quota);
    long each = quota / places;
    List<Stretch> stretches = new ArrayList<>();
    for (int place : order(places)) {
      // The last of them ends where the partition ends.
      long from =
          places == 1
              ? span.end() - each
              : span.begin() + place * (span.size() - each) / (places - 1);
      stretches.add(new Stretch(partition, from, from + each));
    }
    return stretches;
  }

  /** The last, the first, and then always the middle of the largest gap. */
  private static List<Integer> order(int places) {
    List<Integer> order = new ArrayList<>(List.of(places - 1));
    if (places > 1) {
      order.add(0);
    }
    while (order.size() < places) {
      List<Integer> sorted = order.stream().sorted().toList();
      int widest = 0;
      for (int i = 1; i + 1 < sorted.size(); i++) {
        if (gap(sorted, i) > gap(sorted, widest)) {
          widest = i;
        }
      }
      order.add(sorted.get(widest) + gap(sorted, widest) / 2);
    }
    return order;
  }

  private static int gap(List<Integer> sorted, int after) {
    return sorted.get(after + 1) - sorted.get(after);
  }
}
