package io.signalfactory.faults;

import io.signalfactory.faults.AskJudge.Verdict;
import io.signalfactory.rig.RigException;
import io.signalfactory.rig.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Asks two and then three instances for states, lists and histories, while instances are started,
 * killed, paused and stopped, and compares every answer with what the signals topic says.
 */
final class AskRun implements AutoCloseable {

  private static final int PARTITIONS = 4;
  private static final int INSTANCES = 3;
  private static final int PER_SECOND = 50;
  private static final int HARD_PER_SECOND = 200;
  private static final Duration STARTS_WITHIN = Duration.ofMinutes(3);

  /** The topic is read a little later than answers are. */
  private static final Duration SETTLES = Duration.ofSeconds(10);

  private final List<AutoCloseable> open = new ArrayList<>();
  private final Truth truth = new Truth();
  private final ConcurrentLinkedQueue<Answered> answers = new ConcurrentLinkedQueue<>();
  private final AskReport report = new AskReport();
  private final Probe probe = new Probe();
  private final Pulse pulse;
  private final List<Asker> askers = new ArrayList<>();

  /** Starts a cluster with two instances, and returns when each answers for all datasets. */
  AskRun(Launcher launcher) throws Exception {
    try {
      Cluster cluster = opened(new Cluster(launcher));
      new Rights(cluster.admin()).grantAll();
      Topics topics = new Topics(cluster.admin());
      for (int number = 0; number < Pulse.DATASETS; number++) {
        topics.create(Pulse.topic(number), 1 + number % 2);
      }
      Application application = new Application(launcher, cluster.outside());
      application.createTopics();
      Path contracts = Files.createDirectories(launcher.folder().path("pulses"));
      for (int number = 0; number < Pulse.DATASETS; number++) {
        Files.writeString(contracts.resolve(number + ".yaml"), Pulse.contract(number));
      }
      application.applyContracts(contracts);
      this.pulse = opened(new Pulse(cluster.inside()));
      List<Integer> ports = Cluster.freePorts(INSTANCES);
      for (int number = 1; number <= INSTANCES; number++) {
        Instance instance = opened(instance(launcher, application, number, ports.get(number - 1)));
        askers.add(opened(new Asker(instance, PER_SECOND, Pulse.urns(), answers::add)));
      }
      instance(1).start();
      instance(2).start();
      opened(new CommittedReader(cluster.inside(), Application.SIGNALS, truth::publish));
      require("the start", () -> truth.knownBy(Long.MAX_VALUE).size() >= 4 * Pulse.DATASETS);
      require("the start", () -> answersAll(instance(1)) && answersAll(instance(2)));
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  private static Instance instance(Launcher launcher, Application application, int number, int port)
      throws IOException {
    Path state = launcher.folder().path("asked-" + number);
    Path file =
        application.configuration(
            "asked-" + number,
            Map.of(
                "state.dir",
                state.toString(),
                "http.port",
                Integer.toString(port),
                "signals.partitions",
                Integer.toString(PARTITIONS)));
    return new Instance(number, launcher, file, state, "http://127.0.0.1:" + port);
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.add(0, part);
    return part;
  }

  private Instance instance(int number) {
    return askers.get(number - 1).instance();
  }

  private boolean answersAll(Instance instance) {
    Probe.Answer answer = probe.ask(instance.url() + "/api/v1/signals?limit=10000").join();
    return answer.ok()
        && answer.body().contains("\"partial\":false")
        && Shown.read(answer.body()).size() >= 4 * Pulse.DATASETS;
  }

  private static void require(String what, java.util.function.BooleanSupplier condition)
      throws InterruptedException {
    if (!Patience.await(STARTS_WITHIN, condition)) {
      throw new RigException(what + " takes more than 3 minutes");
    }
  }

  /** All that happens, in its order. */
  AskReport run() throws Exception {
    askers.get(0).asks(true);
    askers.get(1).asks(true);
    during("two instances", 20);
    askers.get(1).asks(false);
    instance(2).kill();
    during("one is killed", 35);
    instance(2).start();
    during("it starts again", 20);
    require("the restart", () -> answersAll(instance(2)));
    askers.get(1).asks(true);
    during("both are back", 30);
    askers.get(1).asks(false);
    instance(2).pause();
    during("one is paused", 30);
    instance(2).resume();
    askers.get(1).asks(true);
    during("it goes on", 30);
    instance(3).start();
    during("a third one starts", 20);
    require("the third", () -> answersAll(instance(3)));
    askers.get(2).asks(true);
    during("three instances", 60);
    askers.get(0).asks(false);
    Thread stops = new Thread(this::stopFirst, "stops");
    stops.start();
    during("one is stopped", 30);
    stops.join();
    askers.forEach(asker -> asker.asks(false));
    Thread.sleep(SETTLES.toMillis());
    judge();
    return report;
  }

  private void stopFirst() {
    try {
      instance(1).stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void during(String phase, int seconds) throws InterruptedException {
    System.err.println(phase + " ...");
    askers.forEach(asker -> asker.enters(phase));
    Thread.sleep(seconds * 1_000L);
    judge();
  }

  private void judge() {
    long until = System.currentTimeMillis() - SETTLES.toMillis();
    List<Answered> later = new ArrayList<>();
    Answered next = answers.poll();
    while (next != null) {
      if (next.answeredAt() > until) {
        later.add(next);
      } else if (next.status() == 0 && next.micros() < 2_000_000) {
        report.addGone(next);
      } else {
        Verdict verdict = new AskJudge(truth, pulse, PARTITIONS).judge(next);
        report.add(next, verdict);
      }
      next = answers.poll();
    }
    answers.addAll(later);
  }

  /** How long the first instance takes for what it holds, while the second is paused. */
  String hardAsked() throws Exception {
    List<String> held = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String urn : Pulse.urns()) {
      boolean here =
          probe.ask(instance(1).url() + "/internal/v1/local/api/v1/signals/" + urn).join().ok();
      (here && isActive(urn) ? held : others).add(urn);
    }
    ConcurrentLinkedQueue<Answered> hard = new ConcurrentLinkedQueue<>();
    List<String> result = new ArrayList<>();
    try (Asker asker = new Asker(instance(1), HARD_PER_SECOND, Pulse.urns(), hard::add)) {
      // Both have just been started, and compile what they do often.
      asker.enters("both warm up");
      asker.asks(true);
      Thread.sleep(20_000);
      asker.enters("both answer");
      Thread.sleep(10_000);
      asker.enters("the other is paused");
      instance(2).pause();
      Thread.sleep(9_000);
      asker.asks(false);
    } finally {
      instance(2).resume();
    }
    for (String phase : List.of("both answer", "the other is paused")) {
      result.add(phase + ": " + latencies(hard, phase, held) + " for what is held here");
      result.add(phase + ": " + latencies(hard, phase, others) + " for what the other holds");
    }
    require("the return", () -> answersAll(instance(1)) && answersAll(instance(2)));
    return String.join("\n", result);
  }

  private boolean isActive(String urn) {
    int partition = AskJudge.partition(urn, PARTITIONS);
    String all = probe.ask(instance(1).url() + "/api/v1/instances").join().body();
    String active = all.replaceFirst("(?s).*?\"active\":\\[([0-9,]*)\\].*", ",$1,");
    return active.contains("," + partition + ",");
  }

  private static String latencies(Iterable<Answered> answers, String phase, List<String> datasets) {
    List<Long> micros = new ArrayList<>();
    int refused = 0;
    for (Answered answered : answers) {
      if (answered.phase().equals(phase) && datasets.contains(answered.dataset())) {
        micros.add(answered.micros());
        refused += answered.status() == 200 ? 0 : 1;
      }
    }
    micros.sort(null);
    return micros.isEmpty()
        ? "no answers"
        : String.format(
            java.util.Locale.ROOT,
            "%d answers (%d of them 503), p50 %.1f ms, p99 %.1f ms, longest %.0f ms",
            micros.size(),
            refused,
            micros.get(micros.size() / 2) / 1e3,
            micros.get((int) (micros.size() * 0.99)) / 1e3,
            micros.get(micros.size() - 1) / 1e3);
  }

  /** How often states changed, so that one sees what the comparison is worth. */
  long changes() {
    return truth.changes();
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable part : open) {
      part.close();
    }
    open.clear();
  }

  /**
   * Runs all of it.
   *
   * @return whether every answer was right or an honest 503, and in time
   */
  static boolean run(Path home) throws Exception {
    WorkFolder folder = WorkFolder.create();
    boolean kept = false;
    try (AskRun run = new AskRun(new Launcher(home, folder))) {
      System.err.println("two hundred questions per second, with the other paused ...");
      String hard = run.hardAsked();
      AskReport report = run.run();
      System.out.println(report.text());
      System.out.println("Of " + run.changes() + " changes of states.\n\n" + hard);
      kept = report.kept();
      return kept;
    } finally {
      if (kept) {
        folder.delete();
      } else {
        System.err.println("the logs are in " + folder);
        folder.deleteAllButLogs();
      }
    }
  }
}
