package io.signalfactory.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that was started for a measurement, with all that it prints in one log. */
public final class Child implements AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(60);
  private static final int SHOWN_LINES = 15;

  private final String name;
  private final Process process;
  private final Path log;
  private final Thread killer;
  private boolean paused;

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.killer = new Thread(process::destroyForcibly);
    // It shall not outlive a benchmark that was interrupted.
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /**
   * Starts a process with the environment of this one.
   *
   * @param name for messages
   * @param log is written over
   */
  public static Child start(String name, List<String> command, Path log) throws IOException {
    return start(name, command, Map.of(), log);
  }

  /**
   * Starts a process.
   *
   * @param name for messages
   * @param environment beside that of this process
   * @param log is written over
   */
  public static Child start(
      String name, List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return new Child(name, builder.start(), log);
  }

  /** The command line of a JVM with the class path of this one. */
  public static List<String> java(List<String> flags, Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    return command;
  }

  /** The number of the process. */
  public long pid() {
    return process.pid();
  }

  /** The status with which it has ended; empty while it runs. */
  public OptionalInt exitStatus() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** The CPU time that it has used so far, all threads together. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow(this::death);
  }

  /**
   * Does nothing while it runs.
   *
   * @throws RigException if it has ended, with what it said last
   */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw death();
    }
  }

  private RigException death() {
    return new RigException(
        name
            + " ended"
            + (process.isAlive() ? "" : " with status " + process.exitValue())
            + tail());
  }

  /** Where its log is, and its last lines. */
  public String tail() {
    try (Stream<String> lines = Files.lines(log)) {
      List<String> all = lines.toList();
      List<String> last = all.subList(Math.max(0, all.size() - SHOWN_LINES), all.size());
      return "; the end of " + log + ":\n" + String.join("\n", last);
    } catch (IOException e) {
      return "; its log " + log + " cannot be read";
    }
  }

  /** Waits until it prints a line that starts so, and answers the rest of that line. */
  public String awaitLine(String start, Duration patience)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<String> line = line(start);
      if (line.isPresent()) {
        return line.get();
      }
      requireAlive();
      if (System.nanoTime() - deadline > 0) {
        throw new RigException(name + " did not print '" + start + "' in time" + tail());
      }
      Thread.sleep(LOOK_EVERY.toMillis());
    }
  }

  private Optional<String> line(String start) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.startsWith(start))
          .findFirst()
          .map(line -> line.substring(start.length()));
    }
  }

  /** Waits until it ends by itself. */
  public void awaitSuccess() throws InterruptedException {
    if (process.waitFor() != 0) {
      throw death();
    }
  }

  /** Takes the processor away from it, until {@link #resume}. */
  public void pause() throws InterruptedException {
    requireAlive();
    signal("STOP");
    paused = true;
  }

  /** Lets it go on. */
  public void resume() throws InterruptedException {
    requireAlive();
    signal("CONT");
    paused = false;
  }

  private void signal(String signal) throws InterruptedException {
    String command = "kill -" + signal + " " + pid();
    try {
      if (new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor() != 0) {
        throw new RigException(name + " cannot be sent a signal with " + command + tail());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(command, e);
    }
  }

  /** As {@code kill -9}. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks it to stop, and waits until it has. */
  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (paused && process.isAlive()) {
      signal("CONT");
    }
    if (!process.waitFor(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
      kill();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (IllegalStateException e) {
      // This process is ending, too.
    }
  }
}
