package io.signalfactory.stream;

import io.signalfactory.stream.sight.CopyBoard;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.ThreadMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once per second how far the copies of this instance are behind. Kafka Streams asks the
 * cluster for it and waits for the answer, so it is done on a thread of its own, and only if there
 * are copies; queries use what the last look has found.
 */
final class CopyWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CopyWatch.class);
  private static final long EVERY_MS = 1_000;

  private final Supplier<KafkaStreams> running;
  private final List<String> stores;
  private final CopyBoard board;
  private final ScheduledExecutorService background =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "copy-watch");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Looks at nothing before {@link #start}.
   *
   * @param running Kafka Streams as it runs now; throws if it does not
   * @param stores the stores that a copy has to have
   */
  CopyWatch(Supplier<KafkaStreams> running, List<String> stores, CopyBoard board) {
    this.running = running;
    this.stores = List.copyOf(stores);
    this.board = board;
  }

  void start() {
    var unused =
        background.scheduleWithFixedDelay(
            this::lookSafely, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
  }

  /** What is known grows old if a look fails, and that is what it is. */
  private void lookSafely() {
    try {
      look();
    } catch (RuntimeException e) {
      LOG.debug("Could not look how far the copies are behind; the next look follows", e);
    }
  }

  private void look() {
    long askedAt = board.now();
    KafkaStreams streams = running.get();
    Set<ThreadMetadata> threads = streams.metadataForLocalThreads();
    if (threads.stream().allMatch(thread -> thread.standbyTasks().isEmpty())) {
      board.looked(askedAt, Map.of());
      return;
    }
    Map<String, Map<Integer, LagInfo>> lags = streams.allLocalStorePartitionLags();
    Map<Integer, Map<String, CopyBoard.Reach>> found = new HashMap<>();
    for (String store : stores) {
      lags.getOrDefault(store, Map.of())
          .forEach(
              (partition, lag) ->
                  found
                      .computeIfAbsent(partition, p -> new HashMap<>())
                      .put(
                          store,
                          new CopyBoard.Reach(
                              lag.currentOffsetPosition(), lag.endOffsetPosition())));
    }
    found.values().removeIf(reached -> reached.size() < stores.size());
    board.looked(askedAt, found);
  }

  @Override
  public void close() {
    background.shutdownNow();
  }
}
