package io.signalfactory.faults;

import io.signalfactory.rig.Child;
import io.signalfactory.rig.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of the application and of the broker, from the jars that the launcher builds. */
final class Launcher {

  private final Path home;
  private final WorkFolder folder;
  private int commands;

  /**
   * @param home the checkout
   */
  Launcher(Path home, WorkFolder folder) {
    this.home = home;
    this.folder = folder;
  }

  Path home() {
    return home;
  }

  WorkFolder folder() {
    return folder;
  }

  /** Where a process logs to. */
  Path log(String name) {
    return folder.path(name + ".log");
  }

  /** A command of the product. */
  List<String> signalFactory(List<String> flags, String... words) {
    return java(
        flags,
        "src/target/signal-factory.jar",
        List.of("lib"),
        "io.signalfactory.cli.SignalFactory",
        words);
  }

  /** A program of the broker, which logs as the application does. */
  List<String> kafka(List<String> flags, String main, String... words) {
    return java(flags, "src/target/signal-factory.jar", List.of("lib", "lib-local"), main, words);
  }

  private List<String> java(
      List<String> flags, String jar, List<String> libraries, String main, String... words) {
    StringBuilder classPath = new StringBuilder(home.resolve(jar).toString());
    libraries.forEach(
        library ->
            classPath
                .append(':')
                .append(home.resolve("src/target"))
                .append('/')
                .append(library)
                .append("/*"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("-Dsignal.factory.home=" + home);
    command.addAll(List.of("-cp", classPath.toString(), main));
    command.addAll(List.of(words));
    return command;
  }

  /** Runs a command of the product to its end. */
  void run(String... words) throws IOException, InterruptedException {
    List<String> flags = List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    runToEnd("signal-factory " + String.join(" ", words), signalFactory(flags, words));
  }

  /** Runs any command to its end. */
  void runToEnd(String name, List<String> command) throws IOException, InterruptedException {
    commands++;
    try (Child child = Child.start(name, command, log("command-" + commands))) {
      child.awaitSuccess();
    }
  }
}
