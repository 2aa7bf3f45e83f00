package io.signalfactory.stream.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class TopicStoryTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final TopicStory story =
      new TopicStory(new OwnTopic("some.topic", "nothing is written", "Create it"));

  /** What is told while the topic is missing at each second of a time. */
  private List<String> missing(Instant from, Duration length) {
    List<String> told = new ArrayList<>();
    for (long second = 0; second < length.toSeconds(); second++) {
      story.missing(from.plusSeconds(second)).ifPresent(told::add);
    }
    return told;
  }

  @Test
  void tellsNothingOfATopicThatIsYetToBeCreated() {
    // when
    List<String> told = missing(NOON, Duration.ofMinutes(3));
    // then
    assertThat(told).isEmpty();
    assertThat(story.presence()).isInstanceOf(TopicPresence.Unasked.class);
  }

  @Test
  void tellsThatATopicIsGoneOnceAndThenOncePerMinute() {
    // given
    assertThat(story.there(Uuid.ONE_UUID, 1, NOON)).isEmpty();
    // when
    List<String> told = missing(NOON.plusSeconds(1), Duration.ofSeconds(130));
    // then
    assertThat(told)
        .containsExactly(
            "Topic some.topic is gone: nothing is written. Create it",
            "Topic some.topic has been gone for 1 min: nothing is written. Create it",
            "Topic some.topic has been gone for 2 min: nothing is written. Create it");
    assertThat(story.presence()).isEqualTo(new TopicPresence.Gone());
  }

  @Test
  void aBrokerThatDoesNotKnowTheTopicForAMomentIsNotTold() {
    // given
    var before = story.there(Uuid.ONE_UUID, 1, NOON);
    // when
    List<String> told = missing(NOON.plusSeconds(1), Duration.ofSeconds(1));
    // then
    assertThat(told).isEmpty();
    assertThat(story.there(Uuid.ONE_UUID, 1, NOON.plusSeconds(2))).isEqualTo(before).isEmpty();
  }

  @Test
  void tellsThatTheSameTopicIsThereAgain() {
    // given
    var unused = story.there(Uuid.ONE_UUID, 1, NOON);
    assertThat(missing(NOON.plusSeconds(1), Duration.ofSeconds(7))).hasSize(1);
    // when
    var told = story.there(Uuid.ONE_UUID, 1, NOON.plusSeconds(9));
    // then
    assertThat(told).contains("Topic some.topic is there again, as it was, after 7 s");
  }

  @Test
  void tellsOfATopicThatWasCreatedAgainBetweenTwoLooks() {
    // given
    var unused = story.there(Uuid.ONE_UUID, 1, NOON);
    // when
    var told = story.there(new Uuid(3, 4), 2, NOON.plusSeconds(1));
    // then
    assertThat(told).contains("Topic some.topic was deleted and created again: it is empty");
    assertThat(story.presence()).isEqualTo(new TopicPresence.There(new Uuid(3, 4), 2));
  }
}
