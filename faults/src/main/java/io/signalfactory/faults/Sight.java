package io.signalfactory.faults;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * In which seconds the records of each raw partition were judged, by the processing times of their
 * Evidence. A second is exact enough for what is promised in seconds, and does not mind that
 * Evidence of several partitions is read out of order.
 */
final class Sight {

  private static final long MS = 1_000;

  private final long base;
  private final Map<String, Map<Integer, BitSet>> seconds = new HashMap<>();

  /**
   * @param began milliseconds since 1970, before all that is told to it
   */
  Sight(long began) {
    this.base = began / MS - 1;
  }

  synchronized void judged(String topic, int partition, long millis) {
    int second = second(millis);
    if (second >= 0) {
      seconds
          .computeIfAbsent(topic, t -> new HashMap<>())
          .computeIfAbsent(partition, p -> new BitSet())
          .set(second);
    }
  }

  private int second(long millis) {
    return Math.toIntExact(millis / MS - base);
  }

  /**
   * The stretches, cut to some time, in which a partition of the topic was not judged for longer
   * than so many milliseconds.
   */
  synchronized List<Gap> gaps(String topic, long from, long to, long longerThan) {
    return partitions(topic)
        .flatMap(judged -> gaps(judged, from, to).stream())
        .map(gap -> gap.within(from, to))
        .filter(gap -> gap.millis() > longerThan)
        .toList();
  }

  /** How long, at some time, a partition of the topic has not been judged. */
  synchronized long blindMillis(String topic, long at) {
    return partitions(topic)
        .flatMap(judged -> gaps(judged, at, at).stream())
        .mapToLong(gap -> Math.max(0, at - gap.from()))
        .max()
        .orElse(0);
  }

  private Stream<BitSet> partitions(String topic) {
    return seconds.getOrDefault(topic, Map.of()).values().stream();
  }

  /** The stretches without a judged record that touch a time; each begins with a judged second. */
  private List<Gap> gaps(BitSet judged, long from, long to) {
    List<Gap> gaps = new ArrayList<>();
    int last = second(to);
    int before = judged.previousSetBit(Math.max(0, second(from)));
    if (before < 0) {
      // What was before the first record is not known.
      before = judged.nextSetBit(0);
    }
    while (before >= 0 && before <= last) {
      int next = judged.nextSetBit(before + 1);
      long end = next < 0 ? to : start(next);
      if (end >= from) {
        gaps.add(new Gap(start(before + 1), Math.max(end, start(before + 1))));
      }
      before = next;
    }
    return gaps;
  }

  private long start(int second) {
    return (second + base) * MS;
  }
}
