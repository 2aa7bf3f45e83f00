package io.signalfactory.local;

import io.signalfactory.replay.ReplayReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker and its controller (KRaft) inside this process, on the loopback interface. The
 * only class that uses the broker's internals, which can change with any release of Kafka.
 */
public final class EmbeddedBroker implements AutoCloseable {

  /** Bytes of the largest record that the broker accepts. */
  static final int MAX_RECORD_BYTES = ReplayReader.MAX_LINE_BYTES;

  private static final int NODE_ID = 1;
  // Always the same, so that formatting can be repeated after it was interrupted.
  private static final Uuid CLUSTER_ID = new Uuid(0x7369676e616c2d66L, 0x6163746f72793031L);
  // Kafka writes the first file once there are topics, and the second when it stops cleanly.
  private static final String USED_MARKER = "recovery-point-offset-checkpoint";
  private static final String CLEAN_SHUTDOWN_MARKER = ".kafka_cleanshutdown";
  private static final Duration FENCED_WITHIN = Duration.ofSeconds(30);
  private static final long FENCE_CHECK_EVERY_MS = 100;
  private static final String CONTROLLER_LISTENER = "CONTROLLER";
  private static final String BROKER_LISTENER = "PLAINTEXT";

  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts a broker and returns when it accepts connections.
   *
   * @param folder the folder of its log: formatted if it is new, otherwise used again, also after a
   *     kill
   * @param port the port that clients connect to; 0 for a free one
   * @throws PortInUseException if another process listens on {@code port}
   * @throws Exception if the folder cannot be used
   */
  public static EmbeddedBroker start(Path folder, int port) throws Exception {
    return start(folder, port, Map.of());
  }

  /**
   * Starts a broker as {@link #start(Path, int)} does.
   *
   * @param settings settings of the broker that replace ours or Kafka's defaults
   * @throws PortInUseException if another process listens on {@code port}
   * @throws Exception if the folder cannot be used
   */
  public static EmbeddedBroker start(Path folder, int port, Map<String, String> settings)
      throws Exception {
    int brokerPort = LoopbackPort.claim(port);
    int controllerPort = LoopbackPort.claim(0);
    format(folder);
    if (wasKilled(folder)) {
      fencePredecessor(folder, controllerPort);
    }
    Map<String, String> configuration = configuration(folder, brokerPort, controllerPort);
    configuration.putAll(settings);
    KafkaRaftServer server =
        new KafkaRaftServer(new KafkaConfig(configuration, false), Time.SYSTEM);
    try {
      server.startup();
    } catch (RuntimeException e) {
      server.shutdown();
      throw e;
    }
    return new EmbeddedBroker(server, brokerPort);
  }

  /** Whether a broker ran on the folder and did not stop cleanly. */
  private static boolean wasKilled(Path folder) {
    return Files.exists(folder.resolve(USED_MARKER))
        && !Files.exists(folder.resolve(CLEAN_SHUTDOWN_MARKER));
  }

  /**
   * Runs the controller alone until it has fenced the broker that was killed.
   *
   * <p>If both started together, the new broker would act as the leader that its predecessor was,
   * load the transactions that the kill interrupted, and then lose all leaderships when the
   * predecessor's session ends. Kafka 4.3.1 does not write the transaction markers of a partition
   * that has no leader at that moment ({@code KRaftMetadataCache.getPartitionLeaderEndpoint}
   * answers as if the partition were deleted), and the transaction never ends.
   */
  private static void fencePredecessor(Path folder, int controllerPort) throws Exception {
    Map<String, String> configuration = configuration(folder, 0, controllerPort);
    configuration.put("process.roles", "controller");
    configuration.put("listeners", listener(CONTROLLER_LISTENER, controllerPort));
    configuration.remove("advertised.listeners");
    configuration.remove("inter.broker.listener.name");
    KafkaRaftServer controller =
        new KafkaRaftServer(new KafkaConfig(configuration, false), Time.SYSTEM);
    controller.startup();
    try {
      long deadline = System.nanoTime() + FENCED_WITHIN.toNanos();
      while (!allBrokersFenced() && System.nanoTime() - deadline < 0) {
        Thread.sleep(FENCE_CHECK_EVERY_MS);
      }
    } finally {
      controller.shutdown();
      controller.awaitShutdown();
    }
  }

  /** Reads the metrics of the controller in this process, because clients cannot ask it. */
  private static boolean allBrokersFenced() throws JMException {
    return brokers("FencedBrokerCount") > 0 && brokers("ActiveBrokerCount") == 0;
  }

  private static int brokers(String metric) throws JMException {
    MBeanServer metrics = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = new ObjectName("kafka.controller:type=KafkaController,name=" + metric);
    return metrics.isRegistered(name)
            && metrics.getAttribute(name, "Value") instanceof Integer brokers
        ? brokers
        : 0;
  }

  private static void format(Path folder) throws Exception {
    try (PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(nowhere)
          .setNodeId(NODE_ID)
          .setClusterId(CLUSTER_ID.toString())
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setControllerListenerName(CONTROLLER_LISTENER)
          .setMetadataLogDirectory(folder.toString())
          .addDirectory(folder.toString())
          .setIgnoreFormatted(true)
          .run();
    }
  }

  private static Map<String, String> configuration(
      Path folder, int brokerPort, int controllerPort) {
    Map<String, String> configuration = new HashMap<>();
    configuration.put("process.roles", "broker,controller");
    configuration.put("node.id", Integer.toString(NODE_ID));
    configuration.put(
        "listeners",
        listener(BROKER_LISTENER, brokerPort)
            + ","
            + listener(CONTROLLER_LISTENER, controllerPort));
    configuration.put("advertised.listeners", listener(BROKER_LISTENER, brokerPort));
    configuration.put(
        "listener.security.protocol.map",
        BROKER_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
    configuration.put("controller.listener.names", CONTROLLER_LISTENER);
    configuration.put("inter.broker.listener.name", BROKER_LISTENER);
    configuration.put(
        "controller.quorum.voters", NODE_ID + "@" + LoopbackPort.HOST + ":" + controllerPort);
    configuration.put("log.dirs", folder.toString());

    // There is only one broker.
    configuration.put("default.replication.factor", "1");
    configuration.put("min.insync.replicas", "1");
    configuration.put("offsets.topic.replication.factor", "1");
    configuration.put("transaction.state.log.replication.factor", "1");
    configuration.put("transaction.state.log.min.isr", "1");
    configuration.put("share.coordinator.state.topic.replication.factor", "1");
    configuration.put("share.coordinator.state.topic.min.isr", "1");
    // By default 50 each, which would be many files to open and recover.
    configuration.put("offsets.topic.num.partitions", "4");
    configuration.put("transaction.state.log.num.partitions", "4");
    configuration.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024));

    // After a kill, the new process waits for the end of the old one's session.
    configuration.put("broker.heartbeat.interval.ms", "500");
    configuration.put("broker.session.timeout.ms", "3000");

    // Readers wait for a transaction that a kill interrupted until it times out; by default they
    // would wait up to ten seconds longer.
    configuration.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");

    // Do not wait for other members of the group: there are none.
    configuration.put("group.initial.rebalance.delay.ms", "0");
    // A misspelt topic is an error and must not be created.
    configuration.put("auto.create.topics.enable", "false");

    configuration.put("message.max.bytes", Integer.toString(MAX_RECORD_BYTES));
    configuration.put("replica.fetch.max.bytes", Integer.toString(MAX_RECORD_BYTES));
    // Accept bad input too, such as records of the years 1970 and 9999.
    configuration.put("log.message.timestamp.before.max.ms", Long.toString(Long.MAX_VALUE));
    configuration.put("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    return configuration;
  }

  private static String listener(String name, int port) {
    return name + "://" + LoopbackPort.HOST + ":" + port;
  }

  /** Where clients connect: {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return LoopbackPort.HOST + ":" + port;
  }

  /** Stops the broker; its folder can be used again. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
