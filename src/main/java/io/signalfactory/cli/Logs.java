package io.signalfactory.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Turns off logs of libraries that would only repeat what a command reports. */
final class Logs {

  /** The loggers of a broker; if it has a problem, its clients report it. */
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

  /** After a kill they log every store that is rebuilt, each with a stack trace. */
  private static final List<String> RECOVERY =
      List.of(
          "org.apache.kafka.streams.processor.internals.ProcessorStateManager",
          "org.apache.kafka.streams.processor.internals.StreamThread",
          "org.apache.kafka.streams.processor.internals.TaskManager");

  private Logs() {}

  /** Kafka's clients log every failed connection; the command reports it once. */
  static void silenceClients() {
    set("org.apache.kafka", Level.OFF);
  }

  /** Nobody operates the broker of a local run, so nobody needs its logs. */
  static void silenceBroker() {
    BROKER.forEach(logger -> set(logger, Level.OFF));
    set("org.apache.kafka.clients", Level.ERROR);
    RECOVERY.forEach(logger -> set(logger, Level.OFF));
    // It warns of a value that the settings have chosen.
    set("org.apache.kafka.streams.StreamsConfig", Level.ERROR);
    // It warns that the system may remove the state folder: a temporary one is removed anyway.
    set("org.apache.kafka.streams.processor.internals.StateDirectory", Level.ERROR);
  }

  /** The test driver's logs are for tests, and the user knows which contracts are in force. */
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
