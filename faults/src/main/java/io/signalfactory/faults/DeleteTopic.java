package io.signalfactory.faults;

import java.time.Duration;

/** A raw topic is deleted, and created again half a minute later. */
final class DeleteTopic implements Fault {

  @Override
  public String name() {
    return "delete-topic";
  }

  @Override
  public String what() {
    return "A raw topic is deleted, and created again half a minute later.";
  }

  @Override
  public Promise promise() {
    return Promise.of(
            "The other topics wait at most 15 s, and no thread dies.", Duration.ofMinutes(1))
        .touching(Feed.RETURNS)
        .standstillAtMost(Duration.ofSeconds(15));
  }

  @Override
  public Duration lasts() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void inject(Scene scene) throws Exception {
    Feed feed = Feed.RETURNS;
    scene.load().of(feed).pause();
    scene.counts().deleted(feed.topic());
    scene.topics().delete(feed.topic());
  }

  @Override
  public void heal(Scene scene) throws Exception {
    Feed feed = Feed.RETURNS;
    scene.topics().create(feed.topic(), feed.partitions());
    scene.load().of(feed).resume();
  }
}
