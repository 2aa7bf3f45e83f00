package io.signalfactory.benchmarks;

import io.signalfactory.rig.Child;
import io.signalfactory.rig.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What every measurement needs: a broker of its own, a folder, and the command line beside it. */
final class Lab implements AutoCloseable {

  private static final Duration BROKER_STARTS_WITHIN = Duration.ofSeconds(60);

  private final Path home;
  private final Map<String, String> settings;
  private final WorkFolder folder;
  private final Child broker;
  private final String bootstrap;
  private final Topics topics;

  private Lab(Options options, WorkFolder folder) throws IOException, InterruptedException {
    this.home = options.home();
    this.settings = options.settings();
    this.folder = folder;
    this.broker =
        Child.start(
            "the broker",
            Child.java(List.of("-Xmx1g"), BrokerProcess.class, logs().toString()),
            folder.path("broker.log"));
    this.bootstrap = broker.awaitLine(BrokerProcess.READY, BROKER_STARTS_WITHIN);
    this.topics = new Topics(bootstrap);
  }

  /** A measurement. */
  interface Experiment<T> {
    T run(Lab lab) throws Exception;
  }

  /** Runs a measurement and tidies up. If it fails, the logs stay. */
  static <T> T use(Options options, Experiment<T> experiment) throws Exception {
    WorkFolder folder = WorkFolder.create();
    // Interrupted, it would leave some twenty gigabytes behind.
    Thread tidier = new Thread(folder::deleteAsItIsLeft);
    Runtime.getRuntime().addShutdownHook(tidier);
    boolean done = false;
    try (Lab lab = new Lab(options, folder)) {
      T result = experiment.run(lab);
      done = true;
      return result;
    } finally {
      if (done) {
        folder.delete();
      } else {
        System.err.println("The logs are in " + folder);
        folder.deleteAllButLogs();
      }
      forget(tidier);
    }
  }

  private static void forget(Thread tidier) {
    try {
      Runtime.getRuntime().removeShutdownHook(tidier);
    } catch (IllegalStateException e) {
      // This process is ending, and it tidies up.
    }
  }

  Path home() {
    return home;
  }

  WorkFolder folder() {
    return folder;
  }

  Child broker() {
    return broker;
  }

  String bootstrap() {
    return bootstrap;
  }

  Topics topics() {
    return topics;
  }

  /** Creates the topics of a workload and fills them. */
  void load(Workload workload) {
    topics.create(workload.topicNames(), workload.partitions(), Map.of());
    Feed.preload(bootstrap, workload);
  }

  /**
   * Lets a stretch of a workload be in memory, as if it had just been produced.
   *
   * @param from where it begins, as a share of all
   * @param to where it ends, likewise
   */
  void cache(Workload workload, double from, double to) throws IOException {
    PageCache.fill(logs(), workload, from, to);
  }

  private Path logs() {
    return folder.path("broker");
  }

  /**
   * Writes a configuration file.
   *
   * @param id of the application
   */
  Path configure(String id, Workload workload, Map<String, String> more) throws IOException {
    Map<String, String> all = new TreeMap<>();
    all.put("bootstrap.servers", bootstrap);
    all.put("application.id", id);
    all.put("raw.topic.pattern", workload.topicPattern());
    all.put("topics.partitions", Integer.toString(workload.writtenPartitions()));
    all.put("topics.replication.factor", "1");
    all.put("signals.partitions", "4");
    all.put("state.dir", folder.path("state-" + id).toString());
    all.put("http.port", "0");
    all.putAll(more);
    all.putAll(settings);
    Path file = folder.path(id + ".properties");
    Files.writeString(
        file,
        all.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
            .collect(Collectors.joining()));
    return file;
  }

  /** Creates the application's topics and applies the contracts of a workload. */
  void prepare(Path configuration, Workload workload) throws IOException, InterruptedException {
    prepare(configuration, workload, contract -> contract);
  }

  /** The same with contracts that are changed. */
  void prepare(Path configuration, Workload workload, ContractFolder.Edit edit)
      throws IOException, InterruptedException {
    Path contracts = folder.path("contracts-" + workload.name());
    ContractFolder.write(home, workload, edit, contracts);
    signalFactory(configuration, "topics", "create");
    signalFactory(configuration, "contracts", "apply", contracts.toString());
  }

  /** Runs a command of the product to its end. */
  private void signalFactory(Path configuration, String... words)
      throws IOException, InterruptedException {
    try (Child child = launch(configuration, "", folder.path("cli.log"), words)) {
      child.awaitSuccess();
    }
  }

  /**
   * Starts the product as its users do, with the launcher.
   *
   * @param javaOptions for the JVM
   */
  Child run(Path configuration, String javaOptions) throws IOException {
    String log = configuration.getFileName().toString().replace(".properties", ".log");
    return launch(configuration, javaOptions, folder.path(log), "run");
  }

  private Child launch(Path configuration, String javaOptions, Path log, String... words)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("signal-factory").toString());
    command.addAll(List.of(words));
    command.addAll(List.of("--config", configuration.toString()));
    String name = "signal-factory " + String.join(" ", words);
    return Child.start(name, command, Map.of("JAVA_OPTS", javaOptions), log);
  }

  @Override
  public void close() throws InterruptedException {
    topics.close();
    // Its data goes with the folder, so there is nothing to shut down cleanly.
    broker.kill();
    broker.close();
  }
}
