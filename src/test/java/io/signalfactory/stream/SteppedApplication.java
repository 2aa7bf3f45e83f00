package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalfactory.config.Settings;
import io.signalfactory.query.Queries;
import io.signalfactory.testkit.SteppedTime;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.core.ThrowingRunnable;

/** The application on a real broker, by a clock that a test moves. */
final class SteppedApplication implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final SteppedTime time;
  private final StreamApplication application;

  /** Starts it and waits until its state is restored. */
  SteppedApplication(Settings settings, Instant now) throws InterruptedException {
    this.time = new SteppedTime(now);
    this.application = new StreamApplication(settings, new SimpleMeterRegistry(), time);
    application.start();
    assertThat(application.awaitRunning(PATIENCE)).isTrue();
  }

  Instant now() {
    return time.now();
  }

  Queries queries() {
    return application.queries();
  }

  /** Moves the clock at once, as if its machine had slept. */
  void leap(Duration by) {
    time.advance(by);
  }

  /** Lets the clock tick by seconds until something is so. */
  void tickUntil(ThrowingRunnable assertion) {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(LOOK_EVERY)
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              time.advance(TICK);
              assertThat(application.alive()).isTrue();
              assertion.run();
            });
  }

  @Override
  public void close() {
    application.close();
  }
}
