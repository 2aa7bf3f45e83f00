package io.signalfactory.faults;

import java.time.Duration;

/** The right to read raw topics is taken away, and given back. */
final class RevokeRead implements Fault {

  @Override
  public String name() {
    return "revoke-read";
  }

  @Override
  public String what() {
    return "The right to read raw topics is taken away, and given back.";
  }

  @Override
  public Promise promise() {
    return Promise.of(
        "Within 15 s states are UNKNOWN and nobody is ready; nothing ends, and all goes on once the right is back.",
        Duration.ofSeconds(60));
  }

  @Override
  public Duration lasts() {
    return Duration.ofSeconds(45);
  }

  @Override
  public void inject(Scene scene) throws Exception {
    scene.rights().revokeReadOfRawTopics();
  }

  @Override
  public void heal(Scene scene) throws Exception {
    scene.rights().grantReadOfRawTopics();
  }
}
