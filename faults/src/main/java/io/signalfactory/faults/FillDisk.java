package io.signalfactory.faults;

import java.time.Duration;
import java.util.Optional;

/** The disk with an instance's state is full, and has room again. */
final class FillDisk implements Fault {

  @Override
  public Optional<String> obstacle(Scene scene) {
    return scene.smallDisk().isPresent()
        ? Optional.empty()
        : Optional.of("it needs the right to mount a tmpfs");
  }

  @Override
  public String name() {
    return "fill-disk";
  }

  @Override
  public String what() {
    return "The disk with an instance's state is full, and has room again.";
  }

  @Override
  public Promise promise() {
    return Promise.of(
            "The instance leaves and says why; the other goes on and waits at most 25 s.",
            Duration.ofSeconds(90))
        .naming("state.dir")
        .standstillAtMost(Duration.ofSeconds(25));
  }

  @Override
  public Duration lasts() {
    return Duration.ofSeconds(45);
  }

  @Override
  public void inject(Scene scene) throws Exception {
    scene.smallDisk().orElseThrow().fill();
  }

  @Override
  public void heal(Scene scene) throws Exception {
    scene.smallDisk().orElseThrow().empty();
  }
}
