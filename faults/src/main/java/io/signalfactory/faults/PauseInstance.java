package io.signalfactory.faults;

import java.time.Duration;

/** An instance stands still for longer than its session, then goes on: a zombie. */
final class PauseInstance implements Fault {

  @Override
  public String name() {
    return "pause-instance";
  }

  @Override
  public String what() {
    return "An instance stands still for longer than its session, then goes on: a zombie.";
  }

  @Override
  public Promise promise() {
    return Promise.of(
            "The other takes over within 25 s; what the zombie still writes does not count.",
            Duration.ofMinutes(1))
        .standstillAtMost(Duration.ofSeconds(25));
  }

  @Override
  public Duration lasts() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void inject(Scene scene) throws Exception {
    scene.one().pause();
  }

  @Override
  public void heal(Scene scene) throws Exception {
    scene.one().resume();
  }
}
