package io.signalfactory.faults;

import java.time.Duration;

/** The broker is stopped, and away for a minute. */
final class BrokerAway implements Fault {

  @Override
  public String name() {
    return "broker-away";
  }

  @Override
  public String what() {
    return "The broker is stopped, and away for a minute.";
  }

  @Override
  public Promise promise() {
    return Promise.of(
            "Within 15 s states are UNKNOWN and nobody is ready; all comes back by itself.",
            Duration.ofMinutes(1))
        .stoppingData()
        .blinding();
  }

  @Override
  public Duration lasts() {
    return Duration.ofMinutes(1);
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
