package io.signalfactory.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.signalfactory.rig.RigException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How long it takes after one of two instances was killed until the other one answers for all
 * datasets, with states that were judged after the kill.
 */
final class Restore {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final double SECONDS_AT_MOST = 15;
  private static final int PARTITIONS = 4;
  private static final int DATASETS_ON_A_TOPIC = 5;

  /** As in config/production.properties. */
  private static final Map<String, String> LIKE_PRODUCTION =
      Map.of(
          "streams.num.standby.replicas", "1",
          "streams.main.consumer.session.timeout.ms", "10000",
          "streams.main.consumer.heartbeat.interval.ms", "3000");

  private final Options options;
  private final int times;
  private final int datasets;
  private final int hours;
  private final String javaOptions;
  private final Workload workload;

  Restore(Options options) {
    this.options = options;
    this.times = options.integer("times", 3);
    this.datasets = options.integer("datasets", 500);
    this.hours = options.integer("hours", 24);
    this.javaOptions = options.text("java", "-Xmx512m");
    options.refuseOthers();
    int each = Math.min(DATASETS_ON_A_TOPIC, datasets);
    this.workload =
        Workload.of("orders", (long) datasets * hours * 60, PARTITIONS)
            .spread(datasets / each, each);
  }

  Section run() throws Exception {
    List<Double> seconds = Lab.use(options, this::measure);
    Spread spread = Spread.of(seconds);
    return new Section(
        "Restore",
        List.of(
            Goal.atMost(
                "after a kill, the other instance serves all datasets in less than 15 s",
                SECONDS_AT_MOST,
                spread,
                "%.1f s")),
        text(spread));
  }

  private List<Double> measure(Lab lab) throws Exception {
    lab.topics().create(workload.topicNames(), PARTITIONS, Map.of());
    Path first = configure(lab, "a");
    Path second = configure(lab, "b");
    lab.prepare(first, workload);
    feedHistory(lab);
    List<Double> seconds = new ArrayList<>();
    Instance survivor = Instance.start(lab, first, javaOptions, PATIENCE);
    Instance victim = Instance.start(lab, second, javaOptions, PATIENCE);
    try {
      for (int i = 0; i < times; i++) {
        awaitShared(survivor, victim);
        double took = kill(victim, survivor);
        System.err.printf("kill %d: serving again after %.1f s%n", i + 1, took);
        seconds.add(took);
        victim.process().close();
        victim = Instance.start(lab, second, javaOptions, PATIENCE);
      }
    } finally {
      victim.process().close();
      survivor.process().close();
    }
    return seconds;
  }

  private Path configure(Lab lab, String name) throws IOException {
    return Instance.configure(lab, "restore", name, workload, LIKE_PRODUCTION);
  }

  /** A record for each dataset and minute, oldest first, as fast as they can be sent. */
  private void feedHistory(Lab lab) {
    try (Feed feed = Feed.open(lab.bootstrap(), workload)) {
      Instant start = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(hours, ChronoUnit.HOURS);
      for (int minute = 0; minute < hours * 60; minute++) {
        feed.send(datasets, start.plus(minute, ChronoUnit.MINUTES));
      }
    }
  }

  /** Waits until all history is read, and each of the two has a part of the datasets. */
  private void awaitShared(Instance survivor, Instance victim) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      int own = judgedSince(survivor, Instant.EPOCH).size();
      int other = judgedSince(victim, Instant.EPOCH).size();
      if (own == datasets && other == datasets && bothJudge(survivor)) {
        return;
      }
      survivor.process().requireAlive();
      victim.process().requireAlive();
      if (System.nanoTime() - deadline > 0) {
        throw new RigException(
            "the two instances have "
                + own
                + " and "
                + other
                + " of "
                + datasets
                + " datasets"
                + survivor.process().tail());
      }
      Thread.sleep(LOOK_EVERY.toMillis());
    }
  }

  /** Whether each of the two judges some partitions and has copies of the others. */
  private static boolean bothJudge(Instance instance) throws Exception {
    Optional<String> answer = new Http().get(instance.url() + "/api/v1/instances");
    if (answer.isEmpty()) {
      return false;
    }
    int judging = 0;
    for (JsonNode one : new JsonMapper().readTree(answer.get()).path("items")) {
      int copied = 0;
      for (JsonNode copy : one.path("standby")) {
        copied += copy.path("staleness_ms").isNumber() ? 1 : 0;
      }
      int active = one.path("active").size();
      judging += active > 0 && active + copied == PARTITIONS ? 1 : 0;
    }
    return judging == 2;
  }

  private double kill(Instance victim, Instance survivor) throws Exception {
    Instant killedAt = Instant.now();
    long began = System.nanoTime();
    victim.process().kill();
    while (judgedSince(survivor, killedAt).size() < datasets) {
      survivor.process().requireAlive();
      if (System.nanoTime() - began > PATIENCE.toNanos()) {
        throw new RigException("the survivor does not serve all" + survivor.process().tail());
      }
      Thread.sleep(LOOK_EVERY.toMillis());
    }
    return (System.nanoTime() - began) / 1e9;
  }

  /** The datasets of which an instance knows a state that was judged after a time. */
  private static Set<String> judgedSince(Instance instance, Instant time) throws Exception {
    Set<String> judged = new HashSet<>();
    Optional<String> answer = new Http().get(instance.url() + "/api/v1/signals?limit=10000");
    if (answer.isPresent()) {
      for (JsonNode state : new JsonMapper().readTree(answer.get()).path("items")) {
        if (Instant.parse(state.path("updated_at").asText()).isAfter(time)) {
          judged.add(state.path("dataset_urn").asText());
        }
      }
    }
    return judged;
  }

  private String text(Spread seconds) {
    return String.format(
        Locale.ROOT,
        "Two instances, each with the standbys of the other, and a session timeout of 10 s; %d"
            + " datasets with %d h of minutes on %d partitions. One is killed with SIGKILL. The"
            + " time until the other answers `/api/v1/signals` for all datasets, with states judged"
            + " after the kill: %s, in %d kills.%n",
        datasets,
        hours,
        PARTITIONS,
        seconds.text("%.1f s"),
        times);
  }
}
