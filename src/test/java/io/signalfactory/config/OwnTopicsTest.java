package io.signalfactory.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnTopicsTest {

  private static final Settings SETTINGS =
      Settings.of(
          Map.of(
              "topic.prefix", "sf.",
              "topics.partitions", "6",
              "signals.partitions", "3",
              "topics.replication.factor", "2"));

  @Test
  void listsEveryTopicThatTheApplicationWrites() {
    assertThat(OwnTopics.of(SETTINGS))
        .extracting(
            TopicSpec::name,
            TopicSpec::partitions,
            t -> t.configs().get("cleanup.policy"),
            t -> t.configs().get("retention.ms"))
        .containsExactly(
            tuple("sf.evidence", 6, "delete", "604800000"),
            tuple("sf.signals", 3, "compact", null),
            tuple("sf.breaches", 3, "delete", "2592000000"),
            tuple("sf.contracts", 1, "compact", null),
            tuple("sf.contract-versions", 1, "compact", null),
            tuple("sf.deployments", 1, "compact", null),
            tuple("sf.dead-letter", 6, "delete", "2592000000"));
  }

  @Test
  void aTopicAsExpectedHasNoDifference() {
    assertThat(OwnTopics.of(SETTINGS))
        .allSatisfy(
            topic ->
                assertThat(
                        TopicDifference.between(
                            topic, new TopicState(topic.partitions(), 2, topic.configs())))
                    .isEmpty());
  }

  @Test
  void aMissingTopicIsNamedWithTheCommandThatCreatesIt() {
    TopicSpec evidence = OwnTopics.of(SETTINGS).get(0);

    assertThat(TopicDifference.between(evidence, null))
        .singleElement()
        .satisfies(
            difference -> {
              assertThat(difference.missing()).isTrue();
              assertThat(difference.message())
                  .isEqualTo(
                      "sf.evidence is missing: create it with `signal-factory topics create`");
            });
  }

  @Test
  void everyDifferenceOfATopicIsReportedWithItsRemedy() {
    TopicSpec evidence = OwnTopics.of(SETTINGS).get(0);
    Map<String, String> configs = new HashMap<>(evidence.configs());
    configs.put("retention.ms", "1000");
    configs.remove("cleanup.policy");

    assertThat(TopicDifference.between(evidence, new TopicState(5, 1, configs)))
        .extracting(TopicDifference::message)
        .satisfiesExactly(
            partitions ->
                assertThat(partitions)
                    .startsWith("sf.evidence has 5 partitions where 6 are expected")
                    .contains("--alter --topic sf.evidence --partitions 6"),
            replicas ->
                assertThat(replicas).startsWith("sf.evidence has 1 replicas where 2 are expected"),
            cleanup -> assertThat(cleanup).contains("cleanup.policy=(none) where delete"),
            retention ->
                assertThat(retention)
                    .contains("retention.ms=1000 where 604800000 is expected")
                    .contains("--add-config retention.ms=604800000"));
  }

  @Test
  void aTopicWithMorePartitionsCannotShrink() {
    TopicSpec evidence = OwnTopics.of(SETTINGS).get(0);

    assertThat(TopicDifference.between(evidence, new TopicState(7, 2, evidence.configs())))
        .singleElement()
        .extracting(TopicDifference::message)
        .asString()
        .contains("cannot shrink");
  }

  @Test
  void theClustersDefaultReplicationIsNotADifference() {
    TopicSpec evidence = OwnTopics.of(Settings.of(Map.of())).get(0);

    assertThat(TopicDifference.between(evidence, new TopicState(4, 3, evidence.configs())))
        .isEmpty();
  }
}
