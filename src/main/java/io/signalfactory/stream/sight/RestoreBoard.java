package io.signalfactory.stream.sight;

import io.signalfactory.query.InstanceReport;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StandbyUpdateListener;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.processor.TaskId;

/** The stores that are being restored, and how far they are. Thread-safe. */
public final class RestoreBoard implements StateRestoreListener, StandbyUpdateListener {

  private final Map<Store, Progress> running = new ConcurrentHashMap<>();
  private final CopyBoard copies;

  /**
   * @param copies is told of each store that begins to be filled
   */
  public RestoreBoard(CopyBoard copies) {
    this.copies = copies;
  }

  private record Store(String name, int partition) {}

  private record Progress(long restored, long total) {}

  /** The stores that are being restored now, by name and partition. */
  public List<InstanceReport.Restore> running() {
    return running.entrySet().stream()
        .map(
            entry ->
                new InstanceReport.Restore(
                    entry.getKey().name(),
                    entry.getKey().partition(),
                    entry.getValue().restored(),
                    entry.getValue().total()))
        .sorted(
            Comparator.comparing(InstanceReport.Restore::store)
                .thenComparing(InstanceReport.Restore::partition))
        .toList();
  }

  /** Nothing is being restored any longer: Kafka Streams has ended. */
  public void clear() {
    running.clear();
  }

  @Override
  public void onRestoreStart(TopicPartition changelog, String store, long from, long end) {
    copies.begins(changelog.partition(), store);
    running.put(new Store(store, changelog.partition()), new Progress(0, Math.max(0, end - from)));
  }

  @Override
  public void onBatchRestored(TopicPartition changelog, String store, long last, long count) {
    running.computeIfPresent(
        new Store(store, changelog.partition()),
        (s, before) -> new Progress(before.restored() + count, before.total()));
  }

  @Override
  public void onRestoreEnd(TopicPartition changelog, String store, long total) {
    running.remove(new Store(store, changelog.partition()));
  }

  @Override
  public void onRestoreSuspended(TopicPartition changelog, String store, long total) {
    running.remove(new Store(store, changelog.partition()));
  }

  @Override
  public void onUpdateStart(TopicPartition changelog, String store, long from) {
    copies.begins(changelog.partition(), store);
  }

  @Override
  public void onBatchLoaded(
      TopicPartition changelog, String store, TaskId task, long last, long count, long end) {
    // A copy is never complete: how far it is behind is looked at elsewhere.
  }

  @Override
  public void onUpdateSuspended(
      TopicPartition changelog, String store, long position, long end, SuspendReason reason) {
    // What it has stays right.
  }
}
