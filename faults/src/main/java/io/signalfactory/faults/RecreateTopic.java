package io.signalfactory.faults;

import java.time.Duration;

/**
 * A raw topic is deleted and created again at once, before anybody reads of it in the cluster's
 * metadata.
 */
final class RecreateTopic implements Fault {

  private static final int MORE = 500;

  private final boolean longer;

  /**
   * @param longer whether the new topic has more records than the old one before it is noticed, so
   *     that the old offset exists in it
   */
  RecreateTopic(boolean longer) {
    this.longer = longer;
  }

  @Override
  public String name() {
    return longer ? "recreate-topic-longer" : "recreate-topic";
  }

  @Override
  public String what() {
    return longer
        ? "A raw topic is deleted and created again at once, and has more records than before."
        : "A raw topic is deleted and created again at once, and has fewer records than before.";
  }

  @Override
  public Promise promise() {
    return Promise.of(
            "Each record of the new topic gets its Evidence; the other topics wait at most 15 s.",
            Duration.ofMinutes(1))
        .touching(Feed.RETURNS)
        .standstillAtMost(Duration.ofSeconds(15));
  }

  @Override
  public Duration lasts() {
    return Duration.ZERO;
  }

  @Override
  public void inject(Scene scene) throws Exception {
    Feed feed = Feed.RETURNS;
    Sender sender = scene.load().of(feed);
    sender.pause();
    scene.counts().deleted(feed.topic());
    scene.topics().delete(feed.topic());
    scene.topics().create(feed.topic(), feed.partitions());
    if (longer) {
      sender.burst(scene.counts().acknowledged(feed.topic()) + MORE);
    }
    sender.resume();
  }

  @Override
  public void heal(Scene scene) {
    // nothing is left to be put right
  }
}
