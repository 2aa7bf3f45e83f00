package io.signalfactory.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one instance says of itself.
 *
 * @param version its release; null if it was not started from a jar
 * @param startedAt when its process started
 * @param state what it is doing, for people: {@code RUNNING}
 * @param readiness whether it answers queries, and if not, why
 * @param active the partitions that it judges, in order
 * @param copies the partitions that it keeps a copy of, in order
 * @param restores the stores that it is restoring before it can judge, in order
 */
public record InstanceReport(
    @Nullable String version,
    Instant startedAt,
    String state,
    Readiness readiness,
    List<Integer> active,
    List<Copy> copies,
    List<Restore> restores) {

  public InstanceReport {
    active = List.copyOf(active);
    copies = List.copyOf(copies);
    restores = List.copyOf(restores);
  }

  /**
   * A copy of a partition.
   *
   * @param recordsBehind how many records of its changelogs it has not read, at the last look
   * @param age how far its content is behind the present; null if it is not known to be complete
   */
  public record Copy(int partition, long recordsBehind, @Nullable Duration age) {}

  /**
   * A store that is being restored.
   *
   * @param restored the records that were read so far
   * @param total the records that there were to read when it began
   */
  public record Restore(String store, int partition, long restored, long total) {}
}
