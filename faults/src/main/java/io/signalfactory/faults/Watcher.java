package io.signalfactory.faults;

import io.signalfactory.faults.Probe.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks each instance about once per second what an operator would see, and starts it again if it
 * has ended by itself.
 */
final class Watcher implements AutoCloseable {

  private static final long EVERY_MS = 1_000;

  /** The page of metrics is long. */
  private static final int ROUNDS_PER_METRICS = 5;

  private static final String BLIND = "signal_factory_observer_blind_seconds";

  private final List<Instance> instances;
  private final Probe probe;
  private final Thread thread;
  private final List<Look> looks = new ArrayList<>();
  private final List<String> exits = new ArrayList<>();
  private volatile boolean closed;
  private @Nullable Exception failure;

  Watcher(List<Instance> instances, Probe probe) {
    this.instances = instances;
    this.probe = probe;
    this.thread = new Thread(this::run, "watcher");
    thread.setDaemon(true);
    thread.start();
  }

  private record Question(
      long at,
      Instance instance,
      CompletableFuture<Answer> ready,
      CompletableFuture<Answer> states,
      CompletableFuture<Answer> metrics) {

    Look look() {
      Answer shown = states.join();
      return new Look(
          at,
          instance.number(),
          ready.join(),
          shown.ok() ? Shown.read(shown.body()) : Map.of(),
          blind(metrics.join().body()));
    }
  }

  private void run() {
    try {
      for (int round = 0; !closed; round++) {
        long began = System.currentTimeMillis();
        revive();
        boolean withMetrics = round % ROUNDS_PER_METRICS == 0;
        List<Question> questions =
            instances.stream()
                .filter(Instance::wanted)
                .map(instance -> ask(instance, withMetrics))
                .toList();
        add(questions.stream().map(Question::look).toList());
        Thread.sleep(Math.max(1, EVERY_MS - (System.currentTimeMillis() - began)));
      }
    } catch (InterruptedException e) {
      // closed
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
  }

  private Question ask(Instance instance, boolean withMetrics) {
    String url = instance.url();
    return new Question(
        System.currentTimeMillis(),
        instance,
        probe.ask(url + "/health/ready"),
        probe.ask(url + "/api/v1/signals"),
        withMetrics ? probe.ask(url + "/metrics") : CompletableFuture.completedFuture(Answer.NONE));
  }

  private static double blind(String metrics) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(BLIND + " ") || line.startsWith(BLIND + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .max()
        .orElse(Double.NaN);
  }

  private void revive() throws IOException {
    for (Instance instance : instances) {
      var status = instance.revive();
      if (status.isPresent()) {
        exited(
            "instance " + instance.number() + " ended by itself with status " + status.getAsInt());
      }
    }
  }

  private synchronized void exited(String message) {
    exits.add(message);
  }

  private synchronized void add(List<Look> more) {
    looks.addAll(more);
  }

  private synchronized void fail(Exception e) {
    failure = e;
  }

  /** All that was seen at or after a time, in milliseconds since 1970. */
  synchronized List<Look> since(long time) {
    if (failure != null) {
      throw new IllegalStateException("nobody watches the instances any more", failure);
    }
    return looks.stream().filter(look -> look.at() >= time).toList();
  }

  /** Each time that an instance ended by itself. */
  synchronized List<String> exits() {
    return List.copyOf(exits);
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.interrupt();
    thread.join();
  }
}
