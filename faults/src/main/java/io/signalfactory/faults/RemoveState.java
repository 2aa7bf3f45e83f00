package io.signalfactory.faults;

import java.time.Duration;
import org.apache.kafka.common.utils.Utils;

/** The folder with an instance's state is removed while it runs. */
final class RemoveState implements Fault {

  @Override
  public String name() {
    return "remove-state";
  }

  @Override
  public String what() {
    return "The folder with an instance's state is removed while it runs.";
  }

  @Override
  public Promise promise() {
    return Promise.of(
            "The instance says so and rebuilds its state; the other goes on and waits at most 25 s.",
            Duration.ofSeconds(90))
        .naming("state.dir")
        .standstillAtMost(Duration.ofSeconds(25));
  }

  @Override
  public Duration lasts() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void inject(Scene scene) throws Exception {
    Utils.delete(scene.two().stateDir().toFile());
  }

  @Override
  public void heal(Scene scene) throws Exception {
    // whoever rebuilds the state makes the folder again
  }
}
