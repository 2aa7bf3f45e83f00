package io.signalfactory.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveEventsTest {

  private static LiveRecord record(LiveTopic topic, String key, @Nullable String value) {
    return new LiveRecord(
        topic, 1, 7, key, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aStateIsAChangeWhereItBeganWithItsJudgement() {
    // given
    String changed =
        """
        {"dataset_urn": "urn:dp:a:b", "state": "OK",
         "since": "2026-03-02T12:00:00.000Z", "updated_at": "2026-03-02T12:00:00.000Z"}
        """;
    // when
    var event = LiveEvents.of(record(LiveTopic.SIGNALS, "urn:dp:a:b|volume", changed));
    // then
    assertThat(event)
        .hasValueSatisfying(
            found -> {
              assertThat(found.name()).isEqualTo("signal");
              assertThat(found.datasetUrn()).isEqualTo("urn:dp:a:b");
              assertThat(found.data()).doesNotContain("\n").contains("\"state\":\"OK\"");
            });
  }

  @Test
  void aStateThatIsPublishedAgainIsNoChange() {
    // given
    String again =
        """
        {"dataset_urn": "urn:dp:a:b", "since": "2026-03-02T12:00:00.000Z",
         "updated_at": "2026-03-02T12:01:00.000Z"}
        """;
    // when
    var event = LiveEvents.of(record(LiveTopic.SIGNALS, "urn:dp:a:b|volume", again));
    // then
    assertThat(event).isEmpty();
  }

  @Test
  void aTombstoneOfAStateSaysWhichSignalIsNotJudgedAnyLonger() {
    // given
    LiveRecord tombstone = record(LiveTopic.SIGNALS, "urn:dp:a:b|freshness|billing", null);
    // when
    var event = LiveEvents.of(tombstone);
    // then
    assertThat(event)
        .hasValueSatisfying(
            found -> {
              assertThat(found.name()).isEqualTo("retired");
              assertThat(found.data())
                  .isEqualTo(
                      "{\"dataset_urn\":\"urn:dp:a:b\",\"signal\":\"freshness\",\"consumer\":\"billing\"}");
            });
  }

  @Test
  void whatIsNotOursIsNoChange() {
    // given
    LiveRecord noJson = record(LiveTopic.BREACHES, "x", "<breach/>");
    LiveRecord noDataset = record(LiveTopic.BREACHES, "x", "[1]");
    LiveRecord noKey = record(LiveTopic.SIGNALS, "|", null);
    // when
    var events = java.util.stream.Stream.of(noJson, noDataset, noKey).map(LiveEvents::of);
    // then
    assertThat(events).allMatch(java.util.Optional::isEmpty);
  }
}
