package io.signalfactory.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds the journal of what the broker acknowledged against the Evidence that was committed. Both
 * come from threads of their own, in any order.
 */
final class Counts {

  private final Set<Coordinate> waiting = new HashSet<>();
  private final Set<Coordinate> unclaimed = new HashSet<>();
  private final Set<Coordinate> lost = new HashSet<>();
  private final Map<Coordinate, Integer> unplaced = new HashMap<>();
  private final Set<Coordinate> seen = new HashSet<>();
  private final Set<String> ids = new HashSet<>();
  private final Map<String, Long> evidenceByTopic = new HashMap<>();
  private final Map<String, Long> acknowledgedByTopic = new HashMap<>();
  private final List<String> wrongs = new ArrayList<>();

  /**
   * The broker has acknowledged a record. After a restart it may have forgotten the offset of a
   * record that it already had (then the offset is -1); the rest of its coordinate must do.
   */
  synchronized void acknowledged(Coordinate record) {
    acknowledgedByTopic.merge(record.topic(), 1L, Long::sum);
    if (record.hasOffset()) {
      if (!unclaimed.remove(record)) {
        waiting.add(record);
      }
      return;
    }
    Optional<Coordinate> claimed =
        unclaimed.stream().filter(other -> other.withoutOffset().equals(record)).findFirst();
    if (claimed.isPresent()) {
      unclaimed.remove(claimed.get());
    } else {
      unplaced.merge(record, 1, Integer::sum);
    }
  }

  /** Evidence of a record was committed. */
  synchronized void evidence(Coordinate record, String id) {
    evidenceByTopic.merge(record.topic(), 1L, Long::sum);
    if (!ids.add(id)) {
      wrongs.add("two Evidence records have the id " + id + ", the second of " + record);
    }
    if (!seen.add(record)) {
      wrongs.add(record + " has two Evidence records");
    } else if (!waiting.remove(record) && !lost.remove(record) && !place(record)) {
      unclaimed.add(record);
    }
  }

  private boolean place(Coordinate record) {
    Coordinate without = record.withoutOffset();
    if (!unplaced.containsKey(without)) {
      return false;
    }
    unplaced.computeIfPresent(without, (c, count) -> count == 1 ? null : count - 1);
    return true;
  }

  /**
   * A topic is deleted: its records that have no Evidence yet may never get any. To call when
   * nothing is being sent to it.
   */
  synchronized void deleted(String topic) {
    List<Coordinate> gone = waiting.stream().filter(r -> r.topic().equals(topic)).toList();
    gone.forEach(waiting::remove);
    lost.addAll(gone);
  }

  /** Records with an earlier timestamp that have no Evidence yet, in words; empty if none. */
  synchronized Optional<String> waitingSince(long timestamp) {
    List<Coordinate> late = waiting.stream().filter(r -> r.timestamp() < timestamp).toList();
    return late.isEmpty()
        ? Optional.empty()
        : Optional.of(
            late.size()
                + " of "
                + waiting.size()
                + " records that wait for their Evidence wait too long, such as "
                + late.get(0)
                + (unclaimed.isEmpty()
                    ? ""
                    : ", and " + unclaimed.size() + " Evidence records wait for their record"));
  }

  /** Whether each record has its Evidence. */
  synchronized boolean complete() {
    return waiting.isEmpty() && unclaimed.isEmpty() && unplaced.isEmpty();
  }

  synchronized long acknowledged() {
    return acknowledgedByTopic.values().stream().mapToLong(Long::longValue).sum();
  }

  synchronized long evidence() {
    return evidenceByTopic.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Records that went with their topic before they were judged. */
  synchronized long lost() {
    return lost.size();
  }

  synchronized long evidence(String topic) {
    return evidenceByTopic.getOrDefault(topic, 0L);
  }

  synchronized long acknowledged(String topic) {
    return acknowledgedByTopic.getOrDefault(topic, 0L);
  }

  /** What is wrong, to ask when nothing is being sent; said once. */
  synchronized List<String> wrongs() {
    List<String> all = new ArrayList<>(shortened(wrongs));
    if (!waiting.isEmpty()) {
      all.add(waiting.size() + " records have no Evidence, among them " + first(waiting));
    }
    if (!unclaimed.isEmpty()) {
      all.add(
          unclaimed.size()
              + " Evidence records are of records that were never acknowledged, among them "
              + first(unclaimed));
    }
    if (!unplaced.isEmpty()) {
      all.add(
          unplaced.size() + " records that were acknowledged without an offset have no Evidence");
    }
    unplaced.clear();
    wrongs.clear();
    waiting.clear();
    unclaimed.clear();
    return all;
  }

  private static List<String> shortened(List<String> all) {
    return all.size() <= 3
        ? all
        : List.of(all.get(0), all.get(1), "and " + (all.size() - 2) + " more of the kind");
  }

  private static Coordinate first(Set<Coordinate> records) {
    return records.iterator().next();
  }
}
