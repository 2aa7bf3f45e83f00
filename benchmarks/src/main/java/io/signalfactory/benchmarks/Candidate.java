package io.signalfactory.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An application that reads the raw topics, started in a JVM of its own. */
enum Candidate {
  COPY("the copy"),
  PLAIN("plain DSL"),
  SIGNAL_FACTORY("signal-factory");

  private final String label;

  Candidate(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** The topics that it writes beside its internal ones. */
  List<String> outputs() {
    return switch (this) {
      case COPY -> List.of(CopyApplication.OUTPUT);
      case PLAIN -> List.of(PlainApplication.OUTPUT);
      case SIGNAL_FACTORY -> List.of();
    };
  }

  /**
   * @param classPath of this JVM
   * @param home the checkout, for the launcher
   */
  List<String> command(String classPath, Path home, Path configuration, String heap) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(heap);
    command.add("-Dsignal.factory.home=" + home);
    command.add("-cp");
    command.add(classPath);
    switch (this) {
      case COPY -> command.addAll(List.of(CopyApplication.class.getName(), configuration.toString()));
      case PLAIN ->
          command.addAll(List.of(PlainApplication.class.getName(), configuration.toString()));
      case SIGNAL_FACTORY ->
          command.addAll(
              List.of(
                  "io.signalfactory.cli.SignalFactory",
                  "run",
                  "--config",
                  configuration.toString()));
    }
    return command;
  }
}
