package io.signalfactory.faults;

import io.signalfactory.rig.Child;
import io.signalfactory.rig.RigException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.jspecify.annotations.Nullable;

/**
 * A controller and a broker, each in a JVM of its own as in production, so that the controller
 * knows what became of a broker that is killed. The suite connects as a super user, the application
 * as a user with the rights that the documentation names.
 */
final class Cluster implements AutoCloseable {

  private static final String HOST = "127.0.0.1:";
  private static final String ID = "c2lnbmFsLWZhY3RvcnkwMQ";
  private static final Duration STARTS_WITHIN = Duration.ofMinutes(2);
  private static final long LOOK_EVERY_MS = 100;

  private static final String COMMON =
      """
      node.id=%d
      process.roles=%s
      controller.quorum.voters=1@%s
      controller.listener.names=CONTROLLER
      listener.security.protocol.map=CONTROLLER:PLAINTEXT,INSIDE:PLAINTEXT,OUTSIDE:SASL_PLAINTEXT
      log.dirs=%s
      authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
      super.users=User:ANONYMOUS
      broker.heartbeat.interval.ms=500
      broker.session.timeout.ms=3000
      """;

  private static final String CONTROLLER = "listeners=CONTROLLER://%s\n";

  // docs/operations.md recommends the time after which transactions are aborted.
  private static final String BROKER =
      """
      listeners=INSIDE://%1$s,OUTSIDE://%2$s
      advertised.listeners=INSIDE://%1$s,OUTSIDE://%2$s
      inter.broker.listener.name=INSIDE
      sasl.enabled.mechanisms=PLAIN
      listener.name.outside.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule \
      required user_observer="observer";
      auto.create.topics.enable=false
      offsets.topic.num.partitions=4
      offsets.topic.replication.factor=1
      transaction.state.log.num.partitions=4
      transaction.state.log.replication.factor=1
      transaction.state.log.min.isr=1
      share.coordinator.state.topic.replication.factor=1
      share.coordinator.state.topic.min.isr=1
      transaction.abort.timed.out.transaction.cleanup.interval.ms=1000
      group.initial.rebalance.delay.ms=0
      log.cleaner.dedupe.buffer.size=16777216
      file.delete.delay.ms=1000
      """;

  private final Launcher launcher;
  private final String inside;
  private final String outside;
  private final Path brokerFile;
  private final Child controller;
  private final Admin admin;
  private @Nullable Child broker;
  private int starts;

  Cluster(Launcher launcher) throws IOException, InterruptedException {
    this.launcher = launcher;
    List<Integer> ports = freePorts(3);
    String control = HOST + ports.get(0);
    this.inside = HOST + ports.get(1);
    this.outside = HOST + ports.get(2);
    Path controllerFile =
        write(
            "controller", COMMON.formatted(1, "controller", control, data("controller")), control);
    this.brokerFile = launcher.folder().path("broker.properties");
    Files.writeString(
        brokerFile,
        COMMON.formatted(2, "broker", control, data("broker")) + BROKER.formatted(inside, outside));
    format(controllerFile);
    format(brokerFile);
    this.controller = kafka("controller", "-Xmx256m", controllerFile);
    this.admin =
        Admin.create(
            Map.of(
                "bootstrap.servers",
                inside,
                "reconnect.backoff.max.ms",
                "500",
                "metadata.recovery.strategy",
                "none"));
    startBroker();
  }

  private Path write(String name, String common, String control) throws IOException {
    return Files.writeString(
        launcher.folder().path(name + ".properties"), common + CONTROLLER.formatted(control));
  }

  private Path data(String name) {
    return launcher.folder().path(name);
  }

  /** Ports that are free now, and different. */
  static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  private void format(Path file) throws IOException, InterruptedException {
    launcher.runToEnd(
        "kafka-storage format",
        launcher.kafka(
            List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"),
            "kafka.tools.StorageTool",
            "format",
            "-t",
            ID,
            "-c",
            file.toString()));
  }

  private Child kafka(String name, String heap, Path file) throws IOException {
    starts++;
    return Child.start(
        "the " + name,
        launcher.kafka(List.of(heap), "kafka.Kafka", file.toString()),
        launcher.log(name + "-" + starts));
  }

  /** Where the suite connects. */
  String inside() {
    return inside;
  }

  /** Where the application connects. */
  String outside() {
    return outside;
  }

  Admin admin() {
    return admin;
  }

  /** Starts the broker and returns when it answers. */
  void startBroker() throws IOException, InterruptedException {
    Child started = kafka("broker", "-Xmx768m", brokerFile);
    broker = started;
    long deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
    while (!answers()) {
      started.requireAlive();
      controller.requireAlive();
      if (System.nanoTime() - deadline > 0) {
        throw new RigException("the broker does not answer" + started.tail());
      }
      Thread.sleep(LOOK_EVERY_MS);
    }
  }

  private boolean answers() throws InterruptedException {
    try {
      return !admin
          .describeCluster(new DescribeClusterOptions().timeoutMs(2_000))
          .nodes()
          .get()
          .isEmpty();
    } catch (ExecutionException e) {
      return false;
    }
  }

  /** As {@code kill -9}. */
  void killBroker() throws InterruptedException {
    Child killed = running();
    killed.kill();
    killed.close();
    broker = null;
  }

  /** Asks it to stop, and waits until it has. */
  void stopBroker() throws InterruptedException {
    running().close();
    broker = null;
  }

  /** Takes the processor away from it: connections stay, nothing answers. */
  void pauseBroker() throws InterruptedException {
    running().pause();
  }

  /** Lets it go on. */
  void resumeBroker() throws InterruptedException {
    running().resume();
  }

  private Child running() {
    Child running = broker;
    if (running == null) {
      throw new IllegalStateException("the broker is not running");
    }
    return running;
  }

  @Override
  public void close() throws InterruptedException {
    admin.close(Duration.ofSeconds(1));
    if (broker != null) {
      killBroker();
    }
    controller.kill();
    controller.close();
  }
}
