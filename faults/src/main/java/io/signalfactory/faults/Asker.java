package io.signalfactory.faults;

import io.signalfactory.faults.Answered.Question;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks one instance at a steady pace, whether or not it has answered what was asked before. */
final class Asker implements AutoCloseable {

  /** Longer than any answer may take: what comes late is to be seen. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final long NANOS = 1_000_000_000;
  private static final long RESTS_MS = 2;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final Instance instance;
  private final int perSecond;
  private final List<String> datasets;
  private final Consumer<Answered> answers;
  private final AtomicInteger waiting = new AtomicInteger();
  private final Thread thread;
  private volatile String phase = "";
  private volatile boolean asks;
  private volatile boolean closed;

  /**
   * @param datasets are asked about one after the other
   * @param answers is told each answer, in any thread
   */
  Asker(Instance instance, int perSecond, List<String> datasets, Consumer<Answered> answers) {
    this.instance = instance;
    this.perSecond = perSecond;
    this.datasets = List.copyOf(datasets);
    this.answers = answers;
    this.thread = new Thread(this::run, "asker-" + instance.number());
    thread.setDaemon(true);
    thread.start();
  }

  Instance instance() {
    return instance;
  }

  /** What is going on from now on. */
  void enters(String name) {
    phase = name;
  }

  void asks(boolean now) {
    asks = now;
  }

  private void run() {
    long step = NANOS / perSecond;
    long next = System.nanoTime();
    long number = 0;
    try {
      while (!closed) {
        long now = System.nanoTime();
        if (!asks) {
          next = now;
        }
        while (asks && next <= now) {
          ask(number++);
          next += step;
        }
        Thread.sleep(RESTS_MS);
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  private void ask(long number) {
    Question question =
        switch ((int) (number % 5)) {
          case 3 -> Question.LIST;
          case 4 -> Question.HISTORY;
          default -> Question.STATE;
        };
    String dataset = datasets.get((int) (number / 5 * 3 + number % 5) % datasets.size());
    String path =
        switch (question) {
          case STATE -> "/api/v1/signals/" + dataset + "/freshness";
          case LIST -> "/api/v1/signals?limit=10000";
          case HISTORY ->
              "/api/v1/signals/"
                  + dataset
                  + "/volume/history?step=1m&from="
                  + java.time.Instant.now().minusSeconds(420).toString().substring(0, 16)
                  + ":00Z";
        };
    String during = phase;
    long at = System.currentTimeMillis();
    long began = System.nanoTime();
    waiting.incrementAndGet();
    var unused =
        client
            .sendAsync(
                HttpRequest.newBuilder(URI.create(instance.url() + path)).timeout(PATIENCE).build(),
                BodyHandlers.ofString())
            .whenComplete(
                (response, failure) -> {
                  waiting.decrementAndGet();
                  answers.accept(
                      answered(
                          during,
                          question,
                          question == Question.LIST ? "" : dataset,
                          at,
                          (System.nanoTime() - began) / 1_000,
                          response));
                });
  }

  private Answered answered(
      String during,
      Question question,
      String dataset,
      long at,
      long micros,
      @Nullable HttpResponse<String> response) {
    return new Answered(
        during,
        instance.number(),
        question,
        dataset,
        at,
        System.currentTimeMillis(),
        micros,
        response == null ? 0 : response.statusCode(),
        response == null
            ? 0
            : response.headers().firstValueAsLong("Signal-Factory-Staleness-Ms").orElse(0),
        response == null ? "" : response.headers().firstValue("Retry-After").orElse(""),
        response == null ? "" : response.body());
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.interrupt();
    thread.join();
    while (waiting.get() > 0) {
      Thread.sleep(RESTS_MS);
    }
  }
}
