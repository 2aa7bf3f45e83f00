package io.signalfactory.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a JVM takes: its resident memory, and its heap after the last collection. */
final class ProcessMemory {

  // Pause Young (Normal) (G1 Evacuation Pause) 301M->120M(512M) 5.123ms
  private static final Pattern PAUSE = Pattern.compile("Pause.* \\d+M->(\\d+)M\\(\\d+M\\)");

  private final Path status;
  private final Path gcLog;

  /**
   * @param pid of the process
   * @param gcLog that it writes
   */
  ProcessMemory(long pid, Path gcLog) {
    this.status = Path.of("/proc", Long.toString(pid), "status");
    this.gcLog = gcLog;
  }

  /** The flag that makes a JVM write the log. */
  static String gcLogFlag(Path gcLog) {
    return "-Xlog:gc:file=" + gcLog + "::filecount=0";
  }

  double residentMib() throws IOException {
    try (Stream<String> lines = Files.lines(status)) {
      return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
              .findFirst()
              .orElse(0)
          / 1024;
    }
  }

  double heapAfterCollectionMib() throws IOException {
    double last = 0;
    try (Stream<String> lines = Files.lines(gcLog)) {
      for (String line : (Iterable<String>) lines::iterator) {
        Matcher pause = PAUSE.matcher(line);
        if (pause.find()) {
          last = Double.parseDouble(pause.group(1));
        }
      }
    }
    return last;
  }
}
