package io.signalfactory.stream.kafka;

import io.signalfactory.stream.kafka.TopicPresence.Gone;
import io.signalfactory.stream.kafka.TopicPresence.There;
import io.signalfactory.stream.kafka.TopicPresence.Unasked;
import io.signalfactory.text.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** What happened to one topic, and what the operator is told about it. Not thread-safe. */
final class TopicStory {

  private final OwnTopic topic;
  private final Reminder reminder = new Reminder();
  private TopicPresence presence = new Unasked();
  private @Nullable Uuid known;

  TopicStory(OwnTopic topic) {
    this.topic = topic;
  }

  TopicPresence presence() {
    return presence;
  }

  /**
   * The cluster has the topic.
   *
   * @return a line for the log, if there is something to tell
   */
  Optional<String> there(Uuid id, int partitions, Instant now) {
    boolean another = known != null && !known.equals(id);
    Optional<Duration> gone = reminder.over(now);
    known = id;
    presence = new There(id, partitions);
    if (another) {
      return Optional.of("Topic " + topic.name() + " was deleted and created again: it is empty");
    }
    return gone.map(
        lasted ->
            "Topic " + topic.name() + " is there again, as it was, after " + Wording.span(lasted));
  }

  /**
   * The cluster does not have the topic. A broker that has just started says so for a moment, too:
   * so only the second answer is told. A topic that was never there is yet to be created.
   *
   * @return a line for the log, if there is something to tell
   */
  Optional<String> missing(Instant now) {
    if (known == null) {
      return Optional.empty();
    }
    boolean again = presence instanceof Gone;
    presence = new Gone();
    return again
        ? reminder
            .lasts(now)
            .map(
                lasted ->
                    "Topic "
                        + topic.name()
                        + (lasted.isZero()
                            ? " is gone"
                            : " has been gone for " + Wording.span(lasted))
                        + ": "
                        + topic.whileGone()
                        + ". "
                        + topic.remedy())
        : Optional.empty();
  }
}
