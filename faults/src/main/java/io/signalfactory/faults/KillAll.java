package io.signalfactory.faults;

import java.time.Duration;

/** Both instances are killed at the same moment, and started again. */
final class KillAll implements Fault {

  @Override
  public String name() {
    return "kill-all";
  }

  @Override
  public String what() {
    return "Both instances are killed at the same moment, and started again.";
  }

  @Override
  public Promise promise() {
    return Promise.of(
        "They go on where they were; nothing is lost or counted twice.", Duration.ofSeconds(90));
  }

  @Override
  public Duration lasts() {
    return Duration.ofSeconds(3);
  }

  @Override
  public void inject(Scene scene) throws Exception {
    scene.one().kill();
    scene.two().kill();
  }

  @Override
  public void heal(Scene scene) throws Exception {
    scene.one().start();
    scene.two().start();
  }
}
