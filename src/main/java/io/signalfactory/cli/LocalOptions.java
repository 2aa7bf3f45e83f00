package io.signalfactory.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a local run is asked for.
 *
 * @param contracts the folder of contracts; null for the one that comes along
 * @param port of the HTTP server, 0 for a free one
 * @param bootstrapPort of the broker, 0 for a free one
 * @param demo whether demo traffic is wanted
 * @param replay the file to replay; null for none
 * @param partitions of every topic that is created
 * @param data the folder to keep; null for a temporary one
 */
record LocalOptions(
    @Nullable Path contracts,
    int port,
    int bootstrapPort,
    boolean demo,
    @Nullable ReplayFile replay,
    int partitions,
    @Nullable Path data) {

  /**
   * A file to replay.
   *
   * @param file the file
   * @param topic where to
   * @param perSecond records a second; infinite for as fast as possible
   */
  record ReplayFile(Path file, String topic, double perSecond) {}
}
