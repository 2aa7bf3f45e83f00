package io.signalfactory.faults;

import java.time.Duration;

/** The broker stands still for most of a minute: connections stay, nothing answers. */
final class FreezeBroker implements Fault {

  @Override
  public String name() {
    return "freeze-broker";
  }

  @Override
  public String what() {
    return "The broker stands still for most of a minute: connections stay, nothing answers.";
  }

  @Override
  public Promise promise() {
    return Promise.of(
            "Within 15 s states are UNKNOWN and nobody is ready; all comes back by itself.",
            Duration.ofSeconds(90))
        .stoppingData()
        .blinding();
  }

  @Override
  public Duration lasts() {
    return Duration.ofSeconds(45);
  }

  @Override
  public void inject(Scene scene) throws Exception {
    scene.cluster().pauseBroker();
  }

  @Override
  public void heal(Scene scene) throws Exception {
    scene.cluster().resumeBroker();
  }
}
