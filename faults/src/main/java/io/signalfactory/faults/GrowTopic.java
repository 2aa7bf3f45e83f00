package io.signalfactory.faults;

import java.time.Duration;

/** A raw topic gets more partitions than any other has. */
final class GrowTopic implements Fault {

  @Override
  public String name() {
    return "grow-topic";
  }

  @Override
  public String what() {
    return "A raw topic gets more partitions than any other has.";
  }

  @Override
  public Promise promise() {
    return Promise.of(
            "The other topics wait at most 15 s, no thread dies, and the new partitions are read.",
            Duration.ofMinutes(1))
        .touching(Feed.VISITS)
        .standstillAtMost(Duration.ofSeconds(15));
  }

  @Override
  public Duration lasts() {
    return Duration.ofSeconds(20);
  }

  @Override
  public void inject(Scene scene) throws Exception {
    Feed feed = Feed.VISITS;
    // more than three, which the widest topic has at first
    int more = scene.topics().partitions(feed.topic()) + 3;
    scene.topics().grow(feed.topic(), more);
    scene.load().of(feed).spread(more);
  }

  @Override
  public void heal(Scene scene) throws Exception {
    // it stays so
  }
}
