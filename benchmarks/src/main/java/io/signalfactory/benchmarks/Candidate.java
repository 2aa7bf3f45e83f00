package io.signalfactory.benchmarks;

import io.signalfactory.rig.Child;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An application that reads the raw topics, started in a JVM of its own. */
enum Candidate {
  COPY("the copy"),
  PLAIN("plain DSL"),
  SIGNAL_FACTORY("signal-factory");

  /** How the launcher and the image start the JVM of the product; the others have it, too. */
  private static final String JVM_OPTIONS = "config/jvm.options";

  private final String label;

  Candidate(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /**
   * Whether a record counts as done once it is committed in this topic: the one that the last stage
   * that sees every record reads from.
   */
  boolean endsAt(String topic) {
    return this == PLAIN ? topic.endsWith("-repartition") : topic.startsWith(Workload.RAW);
  }

  /**
   * @param home the checkout
   * @param javaFlags for example the heap's size
   */
  List<String> command(Path home, Path configuration, List<String> javaFlags) {
    List<String> flags = new ArrayList<>(List.of("@" + home.resolve(JVM_OPTIONS)));
    flags.addAll(javaFlags);
    flags.add("-Dsignal.factory.home=" + home);
    String file = configuration.toString();
    return switch (this) {
      case COPY -> Child.java(flags, CopyApplication.class, file);
      case PLAIN -> Child.java(flags, PlainApplication.class, file);
      case SIGNAL_FACTORY ->
          Child.java(flags, io.signalfactory.cli.SignalFactory.class, "run", "--config", file);
    };
  }
}
