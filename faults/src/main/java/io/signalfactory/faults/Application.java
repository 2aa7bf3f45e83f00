package io.signalfactory.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The application's configuration, topics and contracts. */
final class Application {

  static final String EVIDENCE = "signal_factory.evidence";
  static final String BREACHES = "signal_factory.breaches";
  static final String SIGNALS = "signal_factory.signals";
  static final String CONTRACTS = "signal_factory.contracts";

  private final Launcher launcher;
  private final Map<String, String> common = new TreeMap<>();
  private final Path forCommands;
  private final Path contracts;

  /**
   * @param bootstrap where the application connects
   */
  Application(Launcher launcher, String bootstrap) throws IOException {
    this.launcher = launcher;
    common.put("bootstrap.servers", bootstrap);
    common.put("topics.replication.factor", "1");
    common.put("num.stream.threads", "2");
    common.put("rocksdb.memory.bytes", "67108864");
    // As config/production.properties recommends.
    common.put("streams.num.standby.replicas", "1");
    common.put("streams.main.consumer.session.timeout.ms", "10000");
    common.put("streams.main.consumer.heartbeat.interval.ms", "3000");
    // By default a new or grown topic is found within five minutes.
    common.put("kafka.metadata.max.age.ms", "10000");
    common.putAll(Rights.login());
    this.forCommands = configuration("commands", Map.of());
    this.contracts = Files.createDirectories(launcher.folder().path("contracts"));
    for (Feed feed : Feed.ALL) {
      if (feed.hasContract()) {
        Files.writeString(contracts.resolve(feed.name() + ".yaml"), feed.contract());
      }
    }
  }

  /** Writes a properties file. */
  Path configuration(String name, Map<String, String> own) throws IOException {
    Map<String, String> all = new TreeMap<>(common);
    all.putAll(own);
    return Files.writeString(
        launcher.folder().path(name + ".properties"),
        all.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
            .collect(Collectors.joining()));
  }

  void createTopics() throws IOException, InterruptedException {
    launcher.run("topics", "create", "--config", forCommands.toString());
  }

  void applyContracts() throws IOException, InterruptedException {
    applyContracts(contracts);
  }

  void applyContracts(Path folder) throws IOException, InterruptedException {
    launcher.run("contracts", "apply", folder.toString(), "--config", forCommands.toString());
  }
}
