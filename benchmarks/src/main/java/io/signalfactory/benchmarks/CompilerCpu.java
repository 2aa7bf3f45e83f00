package io.signalfactory.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The CPU time that a JVM's compiler has taken, as Linux tells it of each thread. What it takes is
 * not the price of a record: it ends, however many records follow.
 */
final class CompilerCpu {

  // Linux cuts names after 15 bytes: "C2 CompilerThread0".
  private static final Pattern COMPILER = Pattern.compile("C[12] CompilerThre.*");

  private final Path threads;
  // The JVM ends compiler threads that have nothing to do; what they took stays taken.
  private final Map<Path, Long> nanos = new HashMap<>();

  CompilerCpu(long pid) {
    this.threads = Path.of("/proc", Long.toString(pid), "task");
  }

  /** All of it so far, less what a thread took that ended since the call before. */
  Duration soFar() {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
      for (Path thread : all) {
        look(thread);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(threads + " cannot be read", e);
    }
    return Duration.ofNanos(nanos.values().stream().mapToLong(Long::longValue).sum());
  }

  private void look(Path thread) throws IOException {
    try {
      if (COMPILER.matcher(Files.readString(thread.resolve("comm")).strip()).matches()) {
        String onCpu = Files.readString(thread.resolve("schedstat")).split(" ", 2)[0];
        nanos.merge(thread, Long.valueOf(onCpu), Math::max);
      }
    } catch (IOException e) {
      if (Files.exists(thread)) {
        throw e;
      }
      // It has ended since the listing.
    }
  }
}
