package io.signalfactory.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.signalfactory.rig.RigException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A cluster, two instances and the load, with all that watches them. */
final class Stage implements AutoCloseable {

  private static final Duration STARTS_WITHIN = Duration.ofMinutes(5);
  private static final Duration SETTLES_WITHIN = Duration.ofSeconds(15);
  private static final long LOOK_EVERY_MS = 200;

  /** Evidence that is younger than this may still be on its way. */
  private static final long ON_ITS_WAY_MS = 3_000;

  private static final long JUDGED_LATELY_MS = 4_000;

  /** What is more would be a flood. */
  private static final long LOG_BYTES_PER_MINUTE = 200 << 10;

  private final long began = System.currentTimeMillis();
  private final Probe probe = new Probe();
  private final Counts counts = new Counts();
  private final Sight sight = new Sight(began);
  private final Breaches breaches = new Breaches();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Map<Feed, Long> missed = new HashMap<>();
  private final Scene scene;
  private final Watcher watcher;
  private Set<String> signals = Set.of();

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
      this.watcher = opened(new Watcher(instances, probe));
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
        await(
            STARTS_WITHIN,
            () -> {
              Map<String, Shown> latest = latestStates(0);
              return Feed.ALL.stream()
                      .allMatch(
                          feed ->
                              latest.values().stream().anyMatch(s -> s.urn().equals(feed.urn())))
                  && isWell(0)
                  && breaches.dueBreachIsOpen();
            });
    if (!well) {
      throw new RigException("the start takes more than 5 minutes: " + ailments(0));
    }
    signals = Set.copyOf(latestStates(0).keySet());
  }

  /** The newest states that the instances show together, of looks since a time. */
  private Map<String, Shown> latestStates(long since) {
    Map<String, Shown> all = new TreeMap<>();
    for (Look look : latest(since)) {
      // Where both show a state, for a moment, the one that knows counts.
      look.states().forEach((key, shown) -> all.merge(key, shown, (a, b) -> a.unknown() ? b : a));
    }
    return all;
  }

  private List<Look> latest(long since) {
    Map<Integer, Look> newest = new TreeMap<>();
    long recent = System.currentTimeMillis() - 3 * ON_ITS_WAY_MS;
    watcher.since(Math.max(since, recent)).forEach(look -> newest.put(look.instance(), look));
    return List.copyOf(newest.values());
  }

  private boolean isWell(long since) {
    return ailments(since).isEmpty();
  }

  /** What is not as it should be now, going by looks since a time. */
  private List<String> ailments(long since) {
    List<String> all = new ArrayList<>();
    List<Look> looks = latest(since);
    for (Instance instance : scene.instances()) {
      Optional<Look> look =
          looks.stream().filter(l -> l.instance() == instance.number()).findFirst();
      if (look.isEmpty() || !look.get().ready().ok()) {
        all.add(
            "instance "
                + instance.number()
                + " is not ready: "
                + look.map(l -> l.ready().body()).orElse("it was not asked yet"));
      }
    }
    Map<String, Shown> states = latestStates(since);
    Set<String> missing = new HashSet<>(signals);
    missing.removeAll(states.keySet());
    if (!missing.isEmpty()) {
      all.add("no instance shows " + missing.iterator().next());
    }
    states.values().stream()
        .filter(shown -> !shown.state().equals(StateRules.due(shown)))
        .findFirst()
        .ifPresent(shown -> all.add(shown.key() + " is " + shown.state() + ": " + shown.reason()));
    long now = System.currentTimeMillis();
    for (Feed feed : Feed.ALL) {
      long blind = sight.blindMillis(feed.topic(), now);
      if (blind > JUDGED_LATELY_MS) {
        all.add("a partition of " + feed.topic() + " was last judged " + blind + " ms ago");
      }
    }
    counts.waitingSince(now - ON_ITS_WAY_MS).ifPresent(all::add);
    return all;
  }

  private static boolean await(Duration patience, BooleanSupplier condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      Thread.sleep(LOOK_EVERY_MS);
    }
    return true;
  }

  /** Why the fault cannot be injected on this machine, if it cannot. */
  Optional<String> obstacle(Fault fault) {
    return fault.obstacle(scene);
  }

  /** Injects a fault, puts it right, and judges what the instances did. */
  Outcome run(Fault fault) throws Exception {
    Promise promise = fault.promise();
    var unused = await(SETTLES_WITHIN, () -> isWell(0));
    int breachesBefore = breaches.size();
    int exitsBefore = watcher.exits().size();
    List<Long> bytesBefore = scene.instances().stream().map(i -> i.log().bytes()).toList();
    int deathsBefore = deaths().size();

    long injected = System.currentTimeMillis();
    fault.inject(scene);
    Thread.sleep(fault.lasts().toMillis());
    fault.heal(scene);
    long healed = System.currentTimeMillis();
    // A promise that is missed is still measured, up to a limit.
    boolean well = await(promise.recovers().multipliedBy(2), () -> isWell(healed));
    long over = System.currentTimeMillis();

    List<String> wrongs = new ArrayList<>();
    if (!well) {
      wrongs.add("it is not well again: " + String.join("; ", ailments(healed)));
    } else if (over - healed > promise.recovers().toMillis()) {
      wrongs.add("it took " + (over - healed) / 1_000 + " s to be well again");
    }
    StateRules rules = new StateRules(sight, promise, injected, over);
    rules.judge(watcher.since(injected));
    wrongs.addAll(rules.wrongs());
    wrongs.addAll(new Sayings(watcher.since(injected)).missing(promise));
    wrongs.addAll(falseBreaches(promise, breachesBefore));
    long standstill = standstill(promise, injected, over);
    if (standstill > promise.standstill().toMillis()) {
      wrongs.add("other topics were not judged for " + standstill / 1_000 + " s");
    }
    List<String> deaths = deaths().subList(deathsBefore, deaths().size());
    if (promise.sparesThreads() && !deaths.isEmpty()) {
      wrongs.add(deaths.size() + " stream threads died: " + deaths.get(0));
    }
    List<String> exits = watcher.exits().subList(exitsBefore, watcher.exits().size());
    if (promise.keepsRunning()) {
      wrongs.addAll(exits);
    }
    long logPerMinute = logPerMinute(bytesBefore, over - injected);
    if (logPerMinute > LOG_BYTES_PER_MINUTE) {
      wrongs.add("an instance logged " + (logPerMinute >> 10) + " KiB per minute");
    }
    if (well) {
      wrongs.addAll(countsAtRest());
    }
    return new Outcome(
        fault.name(),
        fault.what(),
        promise,
        rules.toldAfterMillis(),
        well ? over - healed : -1,
        standstill,
        counts.acknowledged(),
        counts.evidence(),
        counts.lost(),
        deaths.size(),
        exits.size(),
        logPerMinute >> 10,
        List.copyOf(wrongs));
  }

  private List<String> deaths() {
    return scene.instances().stream().flatMap(i -> i.log().deaths().stream()).toList();
  }

  private List<String> falseBreaches(Promise promise, int before) {
    List<String> all = new ArrayList<>();
    breaches.after(before).stream()
        .filter(breach -> !promise.stopsData() || !isOfSilence(breach))
        .forEach(breach -> all.add("a false breach: " + breach));
    if (!breaches.dueBreachIsOpen()) {
      all.add("the breach of refunds was resolved or opened again, and they fail all the time");
    }
    return all;
  }

  private static boolean isOfSilence(Breaches.Opened breach) {
    return breach.signal().equals("freshness") || breach.signal().equals("volume");
  }

  private long standstill(Promise promise, long from, long to) {
    return Feed.ALL.stream()
        .filter(feed -> !promise.touches(feed))
        .flatMap(feed -> sight.gaps(feed.topic(), from, to, 0).stream())
        .mapToLong(Gap::millis)
        .max()
        .orElse(0);
  }

  private long logPerMinute(List<Long> before, long millis) {
    long most = 0;
    for (int i = 0; i < before.size(); i++) {
      long bytes = scene.instances().get(i).log().bytes() - before.get(i);
      most = Math.max(most, bytes * 60_000 / Math.max(millis, 60_000));
    }
    return most;
  }

  /** Lets the load rest for a moment, so that counts can be compared to the last record. */
  private List<String> countsAtRest() throws InterruptedException {
    scene.load().pause();
    try {
      var unused = await(SETTLES_WITHIN, () -> counts.complete() && miscounts().isEmpty());
      List<String> wrongs = new ArrayList<>(counts.wrongs());
      wrongs.addAll(miscounts());
      // Each fault answers for its own.
      for (Feed feed : Feed.ALL) {
        missed.put(feed, counts.evidence(feed.topic()) - countedEvents(feed));
      }
      if (scene.load().refused() > 0) {
        wrongs.add(
            "the broker refused " + scene.load().refused() + " records, so counts prove nothing");
      }
      return wrongs;
    } finally {
      scene.load().resume();
    }
  }

  private List<String> miscounts() {
    List<String> all = new ArrayList<>();
    for (Feed feed : Feed.ALL) {
      long due = counts.evidence(feed.topic()) - missed.getOrDefault(feed, 0L);
      long counted = countedEvents(feed);
      if (counted != due) {
        all.add(
            "SIGNALS counts "
                + Math.abs(counted - due)
                + (counted < due ? " events too few of " : " events too many of ")
                + feed.name());
      }
    }
    return all;
  }

  /** The events of a dataset since the start, according to the instance that counts them. */
  private long countedEvents(Feed feed) {
    String path =
        "/api/v1/signals/"
            + feed.urn()
            + "/volume/history?step=1h&from="
            + Instant.ofEpochMilli(began).minusSeconds(3_600);
    return scene.instances().stream()
        .map(instance -> probe.ask(instance.url() + path).join())
        .filter(Probe.Answer::ok)
        .mapToLong(answer -> sumOfEvents(answer.body()))
        .max()
        .orElse(0);
  }

  private static long sumOfEvents(String history) {
    try {
      long sum = 0;
      for (JsonNode window : new JsonMapper().readTree(history).path("windows")) {
        sum += window.path("events").asLong();
      }
      return sum;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a history is not JSON: " + history, e);
    }
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable part : open) {
      part.close();
    }
    open.clear();
  }
}
