package io.signalfactory.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * When something was measured, and what.
 *
 * @param command that measured
 * @param date in UTC
 * @param commit short, with a plus if there were changes on top of it
 * @param machine its cores, memory, kernel and JDK, as far as they were noted
 * @param load the average of the minute before it ended, the measurement's own included
 */
record Circumstances(String command, String date, String commit, String machine, double load) {

  /** What has changed since the commit, save what was measured. */
  private static final String[] CHANGES = {
    "status",
    "--porcelain",
    "--untracked-files=no",
    "--",
    ":/",
    ":(top,exclude)benchmarks/results",
    ":(top,exclude)benchmarks/RESULTS.md"
  };

  private static final Path CPUS = Path.of("/proc/cpuinfo");
  private static final Path MEMORY = Path.of("/proc/meminfo");

  static Circumstances now(Path home, String command) throws IOException {
    String commit = git(home, "rev-parse", "--short", "HEAD");
    boolean changed = !git(home, CHANGES).isEmpty();
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return new Circumstances(
        command,
        LocalDate.now(ZoneOffset.UTC).toString(),
        commit + (changed ? "+" : ""),
        thisMachine(),
        Math.round(load * 10) / 10.0);
  }

  String text() {
    return "Measured by `"
        + command
        + "` on "
        + date
        + ", commit "
        + commit
        + ": "
        + machine
        + ", load average at the end "
        + load
        + ".";
  }

  private static String thisMachine() {
    return String.format(
        Locale.ROOT,
        "%d cores, %s, %.0f GiB, %s %s, JDK %s",
        Runtime.getRuntime().availableProcessors(),
        value(CPUS, "model name"),
        Double.parseDouble(value(MEMORY, "MemTotal").replaceAll("\\D", "")) / (1 << 20),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("java.runtime.version"));
  }

  private static String value(Path file, String key) {
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("0");
    } catch (IOException e) {
      return "0";
    }
  }

  private static String git(Path home, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "-C", home.toString()));
    command.addAll(List.of(words));
    Process git = new ProcessBuilder(command).start();
    String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      return git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0 ? said : "unknown";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }
}
