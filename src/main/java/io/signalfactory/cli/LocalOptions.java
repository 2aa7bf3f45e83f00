package io.signalfactory.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of a local run.
 *
 * @param contracts the folder of contracts; null for that of the distribution
 * @param port the port of the HTTP server, 0 for a free one
 * @param bootstrapPort the port of the broker, 0 for a free one
 * @param demo whether to send demo traffic
 * @param replay the file to replay; null for none
 * @param partitions the partitions of each topic that is created
 * @param data the folder for data that stays; null for a temporary one
 * @param registry the settings of a schema registry; empty for none
 */
record LocalOptions(
    @Nullable Path contracts,
    int port,
    int bootstrapPort,
    boolean demo,
    @Nullable ReplayFile replay,
    int partitions,
    @Nullable Path data,
    Map<String, String> registry) {

  LocalOptions {
    registry = Map.copyOf(registry);
  }

  /**
   * A file to replay.
   *
   * @param file the file
   * @param topic the topic to send to
   * @param perSecond records per second; infinite for as fast as possible
   */
  record ReplayFile(Path file, String topic, double perSecond) {}
}
