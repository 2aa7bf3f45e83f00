package io.signalfactory.faults;

import java.time.Duration;

/** The broker is stopped and started, as for an upgrade. */
final class RestartBroker implements Fault {

  @Override
  public String name() {
    return "restart-broker";
  }

  @Override
  public String what() {
    return "The broker is stopped and started, as for an upgrade.";
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
    scene.cluster().stopBroker();
  }

  @Override
  public void heal(Scene scene) throws Exception {
    scene.cluster().startBroker();
  }
}
