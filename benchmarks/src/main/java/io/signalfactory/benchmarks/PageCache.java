package io.signalfactory.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The operating system's cache of files. A broker serves from it what was produced lately, which is
 * what an application reads that keeps up. The records of several workloads do not fit into it all
 * at once: without help they would be read from the disk, and from 800 files otherwise than from 4.
 */
final class PageCache {

  private static final int BYTES_AT_A_TIME = 1 << 20;

  private PageCache() {}

  /**
   * Reads a stretch of each partition of a workload, as the broker will.
   *
   * @param logs the broker's folder
   * @param from where it begins, as a share of the partition
   * @param to where it ends, likewise; what is beyond its end is left out
   */
  static void fill(Path logs, Workload workload, double from, double to) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES_AT_A_TIME);
    for (String topic : workload.topicNames()) {
      for (int partition = 0; partition < workload.partitions(); partition++) {
        List<Path> segments = segments(logs.resolve(topic + "-" + partition));
        long bytes = 0;
        for (Path segment : segments) {
          bytes += Files.size(segment);
        }
        read(segments, (long) (from * bytes), (long) (to * bytes), buffer);
      }
    }
  }

  /** In the order of their names, which are their first offsets. */
  private static List<Path> segments(Path partition) throws IOException {
    List<Path> segments = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(partition, "*.log")) {
      files.forEach(segments::add);
    }
    Collections.sort(segments);
    return segments;
  }

  private static void read(List<Path> segments, long from, long to, ByteBuffer buffer)
      throws IOException {
    long start = 0;
    for (Path segment : segments) {
      long size = Files.size(segment);
      if (start < to && start + size > from) {
        try (FileChannel file = FileChannel.open(segment)) {
          long end = Math.min(size, to - start);
          for (long at = Math.max(0, from - start); at < end; at += BYTES_AT_A_TIME) {
            file.read(buffer.clear(), at);
          }
        }
      }
      start += size;
    }
  }
}
