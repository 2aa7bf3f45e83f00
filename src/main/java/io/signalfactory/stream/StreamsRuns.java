package io.signalfactory.stream;

import io.signalfactory.query.NotReadyException;
import io.signalfactory.query.ReadProgress;
import io.signalfactory.query.Readiness;
import io.signalfactory.stream.kafka.Reminder;
import io.signalfactory.text.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of Kafka Streams of one instance, one after the other. There is none while the folder of
 * the state cannot be used: the instance has then left the group, so that the others take over once
 * and are left in peace, and it waits until the folder can be used again (ADR 28).
 */
final class StreamsRuns implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsRuns.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** What an instance waits before it comes back, twice as long each time that it has to leave. */
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(10);

  private static final int MOST_DOUBLINGS = 5;

  /** A run that has lasted this long was a good one. */
  private static final Duration LASTING = Duration.ofMinutes(10);

  private static final Duration LEAVING_BEGINS_WITHIN = Duration.ofSeconds(5);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(25);

  private final Function<Predicate<Throwable>, StreamsRun> runs;
  private final StateFolder folder;
  private final InstantSource clock;
  private final Reminder reminder = new Reminder();
  private final ScheduledExecutorService background =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "state-folder");
            thread.setDaemon(true);
            return thread;
          });
  private volatile @Nullable StreamsRun current;
  private volatile @Nullable Waiting waiting;
  private Instant startedAt = Instant.EPOCH;
  private int leaves;

  /**
   * Why there is no run.
   *
   * @param reason a sentence without a full stop
   */
  private record Waiting(String reason, Instant since) {}

  /**
   * @param runs makes the next run; of a stream thread's failure, the run first asks whether it is
   *     dealt with here
   * @param folder where the state is
   */
  StreamsRuns(
      Function<Predicate<Throwable>, StreamsRun> runs, StateFolder folder, InstantSource clock) {
    this.runs = runs;
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * Starts the first run, if the folder can be used, and begins to watch the folder.
   *
   * @throws RuntimeException if the run cannot start for another reason
   */
  void start() {
    Optional<String> trouble = folder.beforeFirstUse();
    if (trouble.isPresent()) {
      waitFor(trouble.get());
    } else {
      startRun();
    }
    var unused =
        background.scheduleWithFixedDelay(
            this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void startRun() {
    StreamsRun run = runs.apply(this::takesOver);
    current = run;
    startedAt = clock.instant();
    folder.opened();
    run.start();
  }

  private void look() {
    try {
      if (waiting == null) {
        folder.whileOpen().ifPresent(this::leave);
      } else {
        comeBack(waiting);
      }
    } catch (RuntimeException e) {
      LOG.error("Could not look after {}, will try again in a second", folder, e);
    }
  }

  private void comeBack(Waiting before) {
    Instant now = clock.instant();
    Optional<String> trouble = folder.beforeReturn();
    if (trouble.isPresent()) {
      waiting = new Waiting(trouble.get(), before.since());
      tell(trouble.get(), now);
      return;
    }
    if (now.isBefore(before.since().plus(pause()))) {
      return;
    }
    waiting = new Waiting("starting again after: " + before.reason(), before.since());
    try {
      startRun();
    } catch (RuntimeException e) {
      waiting = new Waiting("cannot start again: " + e, now);
      LOG.warn("Cannot start again, will try in {}", Wording.span(pause()), e);
      closeRun();
      return;
    }
    waiting = null;
    reminder
        .over(now)
        .ifPresent(
            lasted ->
                LOG.info("{} can be used again after {}: starting", folder, Wording.span(lasted)));
  }

  private Duration pause() {
    return SHORTEST_WAIT.multipliedBy(1L << Math.min(MOST_DOUBLINGS, Math.max(0, leaves - 1)));
  }

  private void leave(String reason) {
    waitFor(reason);
    closeRun();
  }

  private void waitFor(String reason) {
    Instant now = clock.instant();
    waiting = new Waiting(reason, now);
    tell(reason, now);
  }

  private void tell(String reason, Instant now) {
    reminder
        .lasts(now)
        .ifPresent(
            lasted ->
                LOG.warn(
                    "{}. This instance has left the group{}; it starts by itself once the folder can"
                        + " be used",
                    reason,
                    lasted.isZero() ? "" : " for " + Wording.span(lasted)));
  }

  private void closeRun() {
    StreamsRun run = current;
    current = null;
    leaves = startedAt.plus(LASTING).isBefore(clock.instant()) ? 1 : leaves + 1;
    if (run != null) {
      run.leave(folder.isTheOpenedOne() ? null : folder);
      folder.closed();
    }
  }

  /**
   * Whether the folder of the state made a stream thread fail. If so the run is left, and this
   * method returns when that has begun: so the failed thread leaves the group instead of being
   * missed by it for the length of a session.
   */
  private boolean takesOver(Throwable failure) {
    if (waiting != null) {
      return true;
    }
    StreamsRun run = current;
    if (run == null || !StateFaults.ofState(failure)) {
      return false;
    }
    Optional<String> trouble =
        StateFaults.noRoom(failure)
            ? Optional.of("state.dir has no room (" + folder + ")")
            : folder.whileOpen();
    if (trouble.isEmpty()) {
      return false;
    }
    CountDownLatch begun = new CountDownLatch(1);
    background.execute(
        () -> {
          if (waiting == null) {
            waitFor(trouble.get());
          }
          begun.countDown();
          closeRun();
        });
    awaitLeaving(begun, run);
    return true;
  }

  private static void awaitLeaving(CountDownLatch begun, StreamsRun run) {
    try {
      if (begun.await(LEAVING_BEGINS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        run.awaitLeaving(LEAVING_BEGINS_WITHIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits until there is a run that has its tasks and has restored their state.
   *
   * @return false if the time ran out, the run ended, or there is none
   */
  boolean awaitRunning(Duration timeout) throws InterruptedException {
    StreamsRun run = current;
    return run != null && run.awaitRunning(timeout);
  }

  /** What ended the instance by itself; empty while it runs or waits, or if it was closed. */
  Optional<Throwable> failure() {
    StreamsRun run = current;
    return waiting != null || run == null ? Optional.empty() : run.failure();
  }

  /** Whether the instance can go on: false once it has failed or was closed, and then for good. */
  boolean alive() {
    StreamsRun run = current;
    return waiting != null || (run != null && run.alive());
  }

  /** Whether the stores can be read, and if not, why and since when. */
  Readiness readiness() {
    Waiting now = waiting;
    StreamsRun run = current;
    if (now != null) {
      return Readiness.notReady(now.reason(), now.since());
    }
    return run == null
        ? Readiness.notReady("it has not started", clock.instant())
        : run.readiness();
  }

  /** Whether there is a run whose threads all have their tasks and run. */
  boolean working() {
    StreamsRun run = current;
    return waiting == null && run != null && run.working();
  }

  /** What is wrong, as a sentence without a full stop; null if nothing is. */
  @Nullable String trouble() {
    Waiting now = waiting;
    StreamsRun run = current;
    if (now != null) {
      return now.reason();
    }
    return run == null ? null : run.trouble();
  }

  /** The raw topics that are read, if the cluster refuses all of them; else none. */
  SortedSet<String> refusedTopics() {
    StreamsRun run = current;
    return run == null ? Collections.emptySortedSet() : run.refusedTopics();
  }

  /** What is going on, for people. */
  String state() {
    StreamsRun run = current;
    return waiting != null || run == null ? "WAITING" : run.streams().state().name();
  }

  /**
   * How far the topics that every instance reads have been read by what runs now.
   *
   * @throws NotReadyException if nothing runs; the message says why
   */
  ReadProgress readProgress() {
    return running().readProgress();
  }

  /**
   * Kafka Streams as it runs now.
   *
   * @throws NotReadyException if it does not run; the message says why
   */
  KafkaStreams streams() {
    return running().streams();
  }

  private StreamsRun running() {
    Waiting now = waiting;
    StreamsRun run = current;
    if (now != null) {
      throw new NotReadyException(now.reason(), null);
    }
    if (run == null) {
      throw new NotReadyException("the application has not started", null);
    }
    return run;
  }

  /** Stops cleanly, and does not start again. */
  @Override
  public void close() {
    background.shutdown();
    try {
      // It may be leaving, or be about to start.
      if (!background.awaitTermination(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("The last run does not end; what it has not committed is read again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    StreamsRun run = current;
    if (run != null) {
      run.close();
    }
  }
}
