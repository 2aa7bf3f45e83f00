package io.signalfactory.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One fault: injects it, puts it right, and judges what the instances did from then on. */
final class FaultRun {

  /** What is more would be a flood. */
  private static final long LOG_BYTES_PER_MINUTE = 200 << 10;

  private static final Duration SETTLES_WITHIN = Duration.ofSeconds(15);

  private final Fault fault;
  private final Promise promise;
  private final Scene scene;
  private final Observers observers;
  private final Health health;
  private final int breachesBefore;
  private final int exitsBefore;
  private final int deathsBefore;
  private final List<Long> logBefore;

  FaultRun(Fault fault, Scene scene, Observers observers, Health health)
      throws InterruptedException {
    this.fault = fault;
    this.promise = fault.promise();
    this.scene = scene;
    this.observers = observers;
    this.health = health;
    // After the load has rested, states need a moment.
    var unused = Patience.await(SETTLES_WITHIN, () -> health.isWell(0));
    this.breachesBefore = observers.breaches().size();
    this.exitsBefore = observers.watcher().exits().size();
    this.deathsBefore = deaths().size();
    this.logBefore = scene.instances().stream().map(i -> i.log().bytes()).toList();
  }

  /** When it was injected, healed and over, in milliseconds since 1970. */
  private record Times(long injected, long healed, long over, boolean well) {}

  /**
   * @param counts are compared once all is well again
   */
  Outcome run(RestingCounts counts) throws Exception {
    Times times = injectAndHeal();
    StateRules rules = new StateRules(observers.sight(), promise, times.injected(), times.over());
    List<Look> looks = observers.watcher().since(times.injected());
    rules.judge(looks);
    long standstill = standstill(times);
    long logPerMinute = logPerMinute(times);
    List<String> deaths = deaths().subList(deathsBefore, deaths().size());
    List<String> exits = exits();

    List<String> wrongs = new ArrayList<>();
    wrongs.addAll(recovery(times));
    wrongs.addAll(rules.wrongs());
    wrongs.addAll(new Sayings(looks).missing(promise));
    wrongs.addAll(falseBreaches());
    if (standstill > promise.standstill().toMillis()) {
      wrongs.add("other topics were not judged for " + standstill / 1_000 + " s");
    }
    if (promise.sparesThreads() && !deaths.isEmpty()) {
      wrongs.add(deaths.size() + " stream threads died: " + deaths.get(0));
    }
    if (promise.keepsRunning()) {
      wrongs.addAll(exits);
    }
    if (logPerMinute > LOG_BYTES_PER_MINUTE) {
      wrongs.add("an instance logged " + (logPerMinute >> 10) + " KiB per minute");
    }
    if (times.well()) {
      wrongs.addAll(counts.wrongs());
    }
    return new Outcome(
        fault.name(),
        fault.what(),
        promise,
        rules.toldAfterMillis(),
        times.well() ? times.over() - times.healed() : -1,
        standstill,
        observers.counts().acknowledged(),
        observers.counts().evidence(),
        observers.counts().lost(),
        deaths.size(),
        exits.size(),
        logPerMinute >> 10,
        List.copyOf(wrongs));
  }

  private Times injectAndHeal() throws Exception {
    long injected = System.currentTimeMillis();
    fault.inject(scene);
    Thread.sleep(fault.lasts().toMillis());
    fault.heal(scene);
    long healed = System.currentTimeMillis();
    // A promise that is missed is still measured, up to a limit.
    boolean well = Patience.await(promise.recovers().multipliedBy(2), () -> health.isWell(healed));
    return new Times(injected, healed, System.currentTimeMillis(), well);
  }

  private List<String> recovery(Times times) {
    long took = times.over() - times.healed();
    if (!times.well()) {
      return List.of("it is not well again: " + String.join("; ", health.ailments(times.healed())));
    }
    return took > promise.recovers().toMillis()
        ? List.of("it took " + took / 1_000 + " s to be well again")
        : List.of();
  }

  private List<String> exits() {
    List<String> all = observers.watcher().exits();
    return all.subList(exitsBefore, all.size());
  }

  private List<String> deaths() {
    return scene.instances().stream().flatMap(i -> i.log().deaths().stream()).toList();
  }

  private List<String> falseBreaches() {
    List<String> all = new ArrayList<>();
    observers.breaches().after(breachesBefore).stream()
        .filter(breach -> !promise.stopsData() || !isOfSilence(breach))
        .forEach(breach -> all.add("a false breach: " + breach));
    if (!observers.breaches().dueBreachIsOpen()) {
      all.add("the breach of refunds was resolved or opened again, and they fail all the time");
    }
    return all;
  }

  private static boolean isOfSilence(Breaches.Opened breach) {
    return breach.signal().equals("freshness") || breach.signal().equals("volume");
  }

  private long standstill(Times times) {
    return Feed.ALL.stream()
        .filter(feed -> !promise.touches(feed))
        .flatMap(
            feed ->
                observers.sight().gaps(feed.topic(), times.injected(), times.over(), 0).stream())
        .mapToLong(Gap::millis)
        .max()
        .orElse(0);
  }

  private long logPerMinute(Times times) {
    long millis = times.over() - times.injected();
    long most = 0;
    for (int i = 0; i < logBefore.size(); i++) {
      long bytes = scene.instances().get(i).log().bytes() - logBefore.get(i);
      most = Math.max(most, bytes * 60_000 / Math.max(millis, 60_000));
    }
    return most;
  }
}
