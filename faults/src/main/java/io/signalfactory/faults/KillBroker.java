package io.signalfactory.faults;

import java.time.Duration;

/** The broker is killed, and started again at once. */
final class KillBroker implements Fault {

  @Override
  public String name() {
    return "kill-broker";
  }

  @Override
  public String what() {
    return "The broker is killed, and started again at once.";
  }

  @Override
  public Promise promise() {
    return Promise.of(
            "All comes back by itself, and no state is false meanwhile.", Duration.ofMinutes(1))
        .stoppingData();
  }

  @Override
  public Duration lasts() {
    return Duration.ofSeconds(1);
  }

  @Override
  public void inject(Scene scene) throws Exception {
    scene.cluster().killBroker();
  }

  @Override
  public void heal(Scene scene) throws Exception {
    scene.cluster().startBroker();
  }
}
