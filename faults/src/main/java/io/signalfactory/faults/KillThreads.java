package io.signalfactory.faults;

import java.time.Duration;

/**
 * Nothing can be written to the Evidence topic any more, which kills each stream thread in turn.
 */
final class KillThreads implements Fault {

  private static final String MAX_BYTES = "max.message.bytes";

  /**
   * Less than Evidence, more than the marker that ends a transaction (78): Kafka 4.3.1 would never
   * end a transaction whose marker is too large.
   */
  private static final String TOO_SMALL = "120";

  @Override
  public String name() {
    return "kill-threads";
  }

  @Override
  public String what() {
    return "Nothing can be written to the Evidence topic any more, which kills each stream thread in turn.";
  }

  @Override
  public Promise promise() {
    return Promise.of(
            "Within 15 s states are UNKNOWN and nobody is ready; an instance may end and be started again.",
            Duration.ofMinutes(2))
        .costingInstances();
  }

  @Override
  public Duration lasts() {
    return Duration.ofSeconds(45);
  }

  @Override
  public void inject(Scene scene) throws Exception {
    scene.topics().configure(Application.EVIDENCE, MAX_BYTES, TOO_SMALL);
  }

  @Override
  public void heal(Scene scene) throws Exception {
    scene.topics().configure(Application.EVIDENCE, MAX_BYTES, null);
  }
}
