package io.signalfactory.faults;

import java.time.Duration;

/** One of two instances is killed, and started again half a minute later. */
final class KillInstance implements Fault {

  @Override
  public String name() {
    return "kill-instance";
  }

  @Override
  public String what() {
    return "One of two instances is killed, and started again half a minute later.";
  }

  @Override
  public Promise promise() {
    return Promise.of(
            "The other takes over within 25 s; nothing is lost or counted twice.",
            Duration.ofMinutes(1))
        .standstillAtMost(Duration.ofSeconds(25));
  }

  @Override
  public Duration lasts() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void inject(Scene scene) throws Exception {
    scene.one().kill();
  }

  @Override
  public void heal(Scene scene) throws Exception {
    scene.one().start();
  }
}
