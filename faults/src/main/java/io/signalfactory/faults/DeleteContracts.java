package io.signalfactory.faults;

import java.time.Duration;

/** The contracts topic is deleted, created again, and the contracts are applied anew. */
final class DeleteContracts implements Fault {

  @Override
  public String name() {
    return "delete-contracts";
  }

  @Override
  public String what() {
    return "The contracts topic is deleted, created again, and the contracts are applied anew.";
  }

  @Override
  public Promise promise() {
    return Promise.of(
            "The contracts in memory stay in force, the log stays quiet, and nobody ends.",
            Duration.ofMinutes(1))
        .standstillAtMost(Duration.ofSeconds(15));
  }

  @Override
  public Duration lasts() {
    return Duration.ofSeconds(20);
  }

  @Override
  public void inject(Scene scene) throws Exception {
    scene.topics().delete(Application.CONTRACTS);
  }

  @Override
  public void heal(Scene scene) throws Exception {
    scene.application().createTopics();
    scene.application().applyContracts();
  }
}
