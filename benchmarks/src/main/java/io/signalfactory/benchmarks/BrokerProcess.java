package io.signalfactory.benchmarks;

import io.signalfactory.local.EmbeddedBroker;
import java.nio.file.Path;

/** The broker, in a JVM of its own: prints where clients connect, and runs until its input ends. */
final class BrokerProcess {

  /** Before the address. */
  static final String READY = "bootstrap ";

  private BrokerProcess() {}

  /**
   * Runs a broker until standard input ends.
   *
   * @param args the folder for its log
   */
  public static void main(String[] args) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), 0)) {
      System.out.println(READY + broker.bootstrapServers());
      while (System.in.read() >= 0) {
        // until whoever started us is gone
      }
    }
  }
}
