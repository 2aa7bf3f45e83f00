package io.signalfactory.stream.kafka;

import java.util.Set;

/** Changelogs with one partition for each task that reads raw topics. */
public interface WidenedTopics {

  /** Their names. */
  Set<String> names();

  /** Adds the partitions that are missing; if it fails, all stays as it was. */
  void widen();
}
