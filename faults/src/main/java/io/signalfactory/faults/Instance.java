package io.signalfactory.faults;

import io.signalfactory.rig.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One instance of the application, in a JVM of its own, with whoever starts it again when it ends
 * by itself: a service manager, in production.
 */
final class Instance implements AutoCloseable {

  private final int number;
  private final Launcher launcher;
  private final Path configuration;
  private final Path stateDir;
  private final String url;
  private final LogMeter log = new LogMeter();
  private @Nullable Child child;
  private boolean wanted;
  private int starts;

  /**
   * @param number 1 or 2
   * @param configuration its properties file
   * @param stateDir that the file names
   * @param url of its HTTP server
   */
  Instance(int number, Launcher launcher, Path configuration, Path stateDir, String url) {
    this.number = number;
    this.launcher = launcher;
    this.configuration = configuration;
    this.stateDir = stateDir;
    this.url = url;
  }

  int number() {
    return number;
  }

  String url() {
    return url;
  }

  Path stateDir() {
    return stateDir;
  }

  LogMeter log() {
    return log;
  }

  synchronized void start() throws IOException {
    starts++;
    Path file = launcher.log("instance-" + number + "-" + starts);
    Files.createFile(file);
    log.follow(file);
    child =
        Child.start(
            "instance " + number,
            launcher.signalFactory(
                List.of("-Xmx512m", "@" + launcher.home().resolve("config/jvm.options")),
                "run",
                "--config",
                configuration.toString()),
            file);
    wanted = true;
  }

  /**
   * Starts it again if it has ended by itself.
   *
   * @return the status with which it had ended; empty if it runs, or shall not
   */
  synchronized OptionalInt revive() throws IOException {
    Child running = child;
    if (running == null || !wanted) {
      return OptionalInt.empty();
    }
    OptionalInt status = running.exitStatus();
    if (status.isPresent()) {
      start();
    }
    return status;
  }

  /** As {@code kill -9}; it stays down until {@link #start}. */
  synchronized void kill() throws InterruptedException {
    wanted = false;
    running().kill();
  }

  /** Asks it to stop, and returns when it has; it stays down until {@link #start}. */
  void stop() throws InterruptedException {
    Child stopped;
    synchronized (this) {
      wanted = false;
      stopped = running();
    }
    stopped.close();
  }

  /** Takes the processor away from it. */
  synchronized void pause() throws InterruptedException {
    running().pause();
  }

  /** Lets it go on. */
  synchronized void resume() throws InterruptedException {
    running().resume();
  }

  /** Whether it should be running. */
  synchronized boolean wanted() {
    return wanted;
  }

  private Child running() {
    Child running = child;
    if (running == null) {
      throw new IllegalStateException("instance " + number + " was never started");
    }
    return running;
  }

  @Override
  public synchronized void close() throws InterruptedException {
    wanted = false;
    if (child != null) {
      // Its data goes with the folder, so there is nothing to shut down cleanly.
      child.kill();
      child.close();
    }
  }
}
