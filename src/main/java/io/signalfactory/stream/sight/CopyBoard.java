package io.signalfactory.stream.sight;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How far the copies of this instance are behind. Every look notes where the changelogs of a copy
 * end, and how far the copy has read. Once it has read as far as a changelog ended at some time, it
 * has all that was written up to then.
 *
 * <p>A partition that is judged here has no copy, whatever a look finds: until the moment when its
 * task ends, its stores have what may never be committed, and read to the end of their changelogs.
 *
 * <p>That alone does not say that anybody still judges: the changelogs of an instance that was
 * killed stand still, and a copy has soon read all of them. So a copy is as old as the last time
 * when one of its changelogs grew, or older. Thread-safe.
 */
public final class CopyBoard {

  /** A copy that has not caught up with any of these looks may lack anything. */
  private static final long KEPT_NANOS = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoClock;
  private final int marks;
  private final Map<Integer, Copy> copies = new ConcurrentHashMap<>();
  private final Set<Integer> judged = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Long> endedAt = new ConcurrentHashMap<>();

  /**
   * @param nanoClock a clock that only goes forward, in nanoseconds
   * @param transactional whether changelogs are written in transactions. Each of them ends with a
   *     mark that takes an offset and is no record, so a copy that has all records ends before it
   */
  public CopyBoard(LongSupplier nanoClock, boolean transactional) {
    this.nanoClock = nanoClock;
    this.marks = transactional ? 1 : 0;
  }

  /**
   * How far a copy has read one of its changelogs.
   *
   * @param position the offset after the last record that it has
   * @param end the offset after the last record or mark that there is
   */
  public record Reach(long position, long end) {}

  /** The time to give {@link #looked} with what is found out from now on. */
  public long now() {
    return nanoClock.getAsLong();
  }

  /**
   * Notes what a look has found. Partitions that are not among them are no longer here. What was
   * found of a partition while it was judged here says nothing about a copy.
   *
   * @param askedAt when the look began
   * @param found by partition and store
   */
  public void looked(long askedAt, Map<Integer, Map<String, Reach>> found) {
    copies.keySet().retainAll(found.keySet());
    found.forEach(
        (partition, reached) ->
            copies.compute(
                partition,
                (p, before) -> {
                  if (judgedSince(partition, askedAt)) {
                    return null;
                  }
                  Copy copy = before == null ? new Copy(marks) : before;
                  copy.looked(askedAt, reached);
                  return copy;
                }));
  }

  private boolean judgedSince(int partition, long askedAt) {
    Long ended = endedAt.get(partition);
    return judged.contains(partition) || (ended != null && ended >= askedAt);
  }

  /** A task begins to judge a partition: what is here of it is no copy. */
  void judges(int partition) {
    copies.compute(
        partition,
        (p, copy) -> {
          judged.add(partition);
          return null;
        });
  }

  /** A task no longer judges a partition: a copy of it begins anew. */
  void judgesNoLonger(int partition) {
    copies.compute(
        partition,
        (p, copy) -> {
          endedAt.put(partition, nanoClock.getAsLong());
          judged.remove(partition);
          return null;
        });
  }

  /** A store begins to be filled: what was known of its partition no longer holds. */
  void begins(int partition, String store) {
    copies.computeIfPresent(partition, (p, copy) -> copy.has(store) ? null : copy);
  }

  /**
   * Until when the copy of a partition has been seen, by the clock of this board; empty if there is
   * none, or none that is known to be complete.
   */
  public OptionalLong seenAt(int partition) {
    Copy copy = copies.get(partition);
    return copy == null ? OptionalLong.empty() : copy.seenAt(nanoClock.getAsLong());
  }

  /** How many records the copy of a partition lacked at the last look; empty if there is none. */
  public OptionalLong recordsBehind(int partition) {
    Copy copy = copies.get(partition);
    return copy == null ? OptionalLong.empty() : OptionalLong.of(copy.recordsBehind());
  }

  /** What is known of one partition. */
  private static final class Copy {

    private final int marks;
    private final Deque<Look> looks = new ArrayDeque<>();
    private Map<String, Reach> reached = Map.of();
    private OptionalLong grewAt = OptionalLong.empty();

    Copy(int marks) {
      this.marks = marks;
    }

    private record Look(long at, Map<String, Long> ends) {}

    synchronized void looked(long at, Map<String, Reach> found) {
      Map<String, Long> ends = new HashMap<>();
      found.forEach((store, reach) -> ends.put(store, reach.end()));
      Look last = looks.peekLast();
      if (last != null && !last.ends().equals(ends)) {
        // At the earliest then; when exactly, nobody knows.
        grewAt = OptionalLong.of(last.at());
      }
      if (fellBack(found)) {
        looks.clear();
      }
      reached = Map.copyOf(found);
      looks.addLast(new Look(at, ends));
      while (at - looks.getFirst().at() > KEPT_NANOS) {
        looks.removeFirst();
      }
    }

    synchronized boolean has(String store) {
      return reached.containsKey(store);
    }

    /** Whether a store has less than before: it was thrown away and is filled anew. */
    private boolean fellBack(Map<String, Reach> found) {
      return reached.entrySet().stream()
          .anyMatch(
              before -> {
                Reach now = found.get(before.getKey());
                return now == null || now.position() < before.getValue().position();
              });
    }

    synchronized OptionalLong seenAt(long now) {
      if (grewAt.isEmpty()) {
        return OptionalLong.empty();
      }
      for (Iterator<Look> latest = looks.descendingIterator(); latest.hasNext(); ) {
        Look look = latest.next();
        if (now - look.at() > KEPT_NANOS) {
          break;
        }
        if (hasAllOf(look)) {
          return OptionalLong.of(Math.min(look.at(), grewAt.getAsLong()));
        }
      }
      return OptionalLong.empty();
    }

    private boolean hasAllOf(Look look) {
      return look.ends().entrySet().stream()
          .allMatch(
              end -> {
                Reach now = reached.get(end.getKey());
                return now != null && now.position() >= end.getValue() - marks;
              });
    }

    synchronized long recordsBehind() {
      return reached.values().stream()
          .mapToLong(reach -> Math.max(0, reach.end() - marks - reach.position()))
          .sum();
    }
  }
}
