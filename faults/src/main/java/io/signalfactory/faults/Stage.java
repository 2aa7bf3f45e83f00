package io.signalfactory.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalfactory.rig.RigException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cluster, two instances and the load, with all that watches them. */
final class Stage implements AutoCloseable {

  private static final Duration STARTS_WITHIN = Duration.ofMinutes(5);

  private final long began = System.currentTimeMillis();
  private final Probe probe = new Probe();
  private final Counts counts = new Counts();
  private final Sight sight = new Sight(began);
  private final Breaches breaches = new Breaches();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Scene scene;
  private final Observers observers;
  private final Health health;
  private final RestingCounts resting;

  /**
   * Starts all of it and returns when all is well.
   *
   * @throws RigException if something does not start; its message has the end of the log
   */
  Stage(Launcher launcher) throws Exception {
    try {
      Cluster cluster = opened(new Cluster(launcher));
      Topics topics = new Topics(cluster.admin());
      Rights rights = new Rights(cluster.admin());
      rights.grantAll();
      for (Feed feed : Feed.ALL) {
        topics.create(feed.topic(), feed.partitions());
      }
      Application application = new Application(launcher, cluster.outside());
      application.createTopics();
      application.applyContracts();
      SmallDisk disk = SmallDisk.mount(launcher.folder().path("small-disk")).orElse(null);
      if (disk != null) {
        opened(disk);
      }
      List<Integer> ports = Cluster.freePorts(2);
      List<Instance> instances = new ArrayList<>();
      for (int number = 1; number <= 2; number++) {
        Path state = state(launcher, number, number == 2 ? disk : null);
        instances.add(
            opened(instance(launcher, application, number, state, ports.get(number - 1))));
      }
      Load load = opened(new Load(cluster.inside(), counts));
      this.scene =
          new Scene(
              launcher,
              cluster,
              topics,
              rights,
              application,
              List.copyOf(instances),
              load,
              counts,
              disk);
      for (Instance instance : instances) {
        instance.start();
      }
      opened(new CommittedReader(cluster.inside(), Application.EVIDENCE, this::evidence));
      opened(new CommittedReader(cluster.inside(), Application.BREACHES, breaches::add));
      Watcher watcher = opened(new Watcher(instances, probe));
      this.observers = new Observers(counts, sight, breaches, watcher);
      this.health = new Health(scene.instances(), observers);
      this.resting = new RestingCounts(scene, probe, began);
      awaitFirstStates();
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  private static Path state(Launcher launcher, int number, @Nullable SmallDisk disk) {
    return disk == null ? launcher.folder().path("state-" + number) : disk.root().resolve("state");
  }

  private static Instance instance(
      Launcher launcher, Application application, int number, Path state, int port)
      throws IOException {
    Path file =
        application.configuration(
            "instance-" + number,
            Map.of("state.dir", state.toString(), "http.port", Integer.toString(port)));
    return new Instance(number, launcher, file, state, "http://127.0.0.1:" + port);
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.add(0, part);
    return part;
  }

  private void evidence(JsonNode evidence) {
    JsonNode source = evidence.path("source");
    Coordinate record =
        new Coordinate(
            source.path("topic").asText(),
            source.path("partition").asInt(),
            source.path("offset").asLong(),
            Instant.parse(source.path("timestamp").asText()).toEpochMilli());
    counts.evidence(record, evidence.path("evidence_id").asText());
    sight.judged(
        record.topic(),
        record.partition(),
        Instant.parse(evidence.path("processing_time").asText()).toEpochMilli());
  }

  private void awaitFirstStates() throws InterruptedException {
    boolean well =
        Patience.await(
            STARTS_WITHIN,
            () -> health.allAreJudged() && health.isWell(0) && breaches.dueBreachIsOpen());
    if (!well) {
      throw new RigException("the start takes more than 5 minutes: " + health.ailments(0));
    }
    health.remember();
  }

  /** Why the fault cannot be injected on this machine, if it cannot. */
  Optional<String> obstacle(Fault fault) {
    return fault.obstacle(scene);
  }

  /** Injects a fault, puts it right, and judges what the instances did. */
  Outcome run(Fault fault) throws Exception {
    return new FaultRun(fault, scene, observers, health).run(resting);
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable part : open) {
      part.close();
    }
    open.clear();
  }
}
