package io.signalfactory.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Keeps the logs of libraries off the terminal where a command says the same better. */
final class Logs {

  /** What a broker says of itself; its clients notice what matters. */
  private static final List<String> BROKER =
      List.of(
          "kafka",
          "state.change.logger",
          "org.apache.kafka.controller",
          "org.apache.kafka.coordinator",
          "org.apache.kafka.image",
          "org.apache.kafka.metadata",
          "org.apache.kafka.raft",
          "org.apache.kafka.server",
          "org.apache.kafka.storage");

  /** After a kill they report every store that is built anew, with a stack each. */
  private static final List<String> RECOVERY =
      List.of(
          "org.apache.kafka.streams.processor.internals.ProcessorStateManager",
          "org.apache.kafka.streams.processor.internals.StreamThread",
          "org.apache.kafka.streams.processor.internals.TaskManager");

  private Logs() {}

  /** Kafka's clients repeat every failed connection; the command reports it once. */
  static void silenceClients() {
    set("org.apache.kafka", Level.OFF);
  }

  /** A broker beside the application logs to be operated, which nobody does here. */
  static void silenceBroker() {
    BROKER.forEach(logger -> set(logger, Level.OFF));
    set("org.apache.kafka.clients", Level.ERROR);
    RECOVERY.forEach(logger -> set(logger, Level.OFF));
    // It warns of a default that the settings have decided.
    set("org.apache.kafka.streams.StreamsConfig", Level.ERROR);
    // It warns of a state folder that the system may clear; ours is meant to go.
    set("org.apache.kafka.streams.processor.internals.StateDirectory", Level.ERROR);
  }

  /** The test driver logs for tests, and contracts are in force because the command says so. */
  static void silenceBacktest() {
    silenceClients();
    set("io.signalfactory.stream.ContractProcessor", Level.WARN);
  }

  private static void set(String name, Level level) {
    boolean quiet = !LoggerFactory.getLogger("io.signalfactory").isDebugEnabled();
    if (quiet && LoggerFactory.getLogger(name) instanceof Logger logger) {
      logger.setLevel(level);
    }
  }
}
