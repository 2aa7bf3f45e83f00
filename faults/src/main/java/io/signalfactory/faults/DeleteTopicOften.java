package io.signalfactory.faults;

import java.time.Duration;

/** A raw topic is deleted and created again, five times in a row. */
final class DeleteTopicOften implements Fault {

  private static final int TIMES = 5;
  private static final long BETWEEN_MS = 8_000;

  @Override
  public String name() {
    return "delete-topic-often";
  }

  @Override
  public String what() {
    return "A raw topic is deleted and created again, five times in a row.";
  }

  @Override
  public Promise promise() {
    return Promise.of(
            "The other topics wait at most 15 s, no thread dies, and each new topic is read from its start.",
            Duration.ofSeconds(90))
        .touching(Feed.RETURNS)
        .standstillAtMost(Duration.ofSeconds(15));
  }

  @Override
  public Duration lasts() {
    return Duration.ofSeconds(0);
  }

  @Override
  public void inject(Scene scene) throws Exception {
    for (int i = 0; i < TIMES; i++) {
      new RecreateTopic(false).inject(scene);
      Thread.sleep(BETWEEN_MS);
    }
  }

  @Override
  public void heal(Scene scene) throws Exception {
    // each deletion has been put right at once
  }
}
