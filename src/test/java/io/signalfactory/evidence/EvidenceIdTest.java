package io.signalfactory.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvidenceIdTest {

  private static final long TIMESTAMP = 1_768_392_000_000L;
  private static final int PREFIX_AND_TIME = "evd-".length() + 10;

  @Test
  void isTheSameForTheSameRecordWheneverItIsRead() {
    assertThat(new EvidenceId("raw.orders.events", "").of(TIMESTAMP, 3, 1042))
        .isEqualTo(new EvidenceId("raw.orders.events", "").of(TIMESTAMP, 3, 1042));
    assertThat(new EvidenceId("raw.orders.events", "").span(3, 1042))
        .isEqualTo(new EvidenceId("raw.orders.events", "").span(3, 1042));
  }

  @Test
  void neverChangesFromVersionToVersion() {
    EvidenceId id = new EvidenceId("raw.orders.events", "");

    assertThat(id.of(TIMESTAMP, 3, 1042)).isEqualTo("evd-01KEY610G03GS3R7C1X10FEFY5");
    assertThat(id.span(3, 1042)).isEqualTo(0xc23e90eeb210ba11L);
  }

  @Test
  void differsForEveryRecordOfOneTimestamp() {
    Set<String> random = new HashSet<>();
    Set<Long> spans = new HashSet<>();
    int records = 0;
    for (int topic = 0; topic < 10; topic++) {
      EvidenceId id = new EvidenceId("raw.topic-" + topic, "");
      for (int partition = 0; partition < 10; partition++) {
        for (long offset = 0; offset < 3_000; offset++) {
          random.add(id.of(TIMESTAMP, partition, offset).substring(PREFIX_AND_TIME));
          spans.add(id.span(partition, offset));
          records++;
        }
      }
    }

    assertThat(records).isEqualTo(300_000);
    assertThat(random).hasSize(records);
    assertThat(spans).hasSize(records);
    assertThat(spans).doesNotContain(0L);
  }

  @Test
  void differsAtTheEndsOfTheOffsets() {
    EvidenceId id = new EvidenceId("raw.orders.events", "");

    assertThat(
            Set.of(
                id.of(0, 0, 0),
                id.of(0, 0, Long.MAX_VALUE),
                id.of(0, Integer.MAX_VALUE, 0),
                id.of(0, Integer.MAX_VALUE, Long.MAX_VALUE)))
        .hasSize(4);
  }

  @Test
  void countsATimestampBefore1970As1970() {
    EvidenceId id = new EvidenceId("raw.orders.events", "");

    assertThat(id.of(-1, 3, 1042)).isEqualTo(id.of(0, 3, 1042)).startsWith("evd-0000000000");
  }

  @Test
  void differsForATopicThatWasDeletedAndCreatedAgain() {
    Set<String> ids = new HashSet<>();
    Set<Long> spans = new HashSet<>();
    int records = 0;
    for (String topicId : List.of("", "4L6g3nShT-eMCtK--X86sw", "mDvBjPWrS2iVbYxVnVp1Fw")) {
      EvidenceId id = new EvidenceId("raw.orders.events", topicId);
      for (long offset = 0; offset < 1_000; offset++) {
        ids.add(id.of(TIMESTAMP, 3, offset));
        spans.add(id.span(3, offset));
        records++;
      }
    }

    assertThat(ids).hasSize(records);
    assertThat(spans).hasSize(records);
  }

  @Test
  void neverChangesFromVersionToVersionForATopicWithAnId() {
    EvidenceId id = new EvidenceId("raw.orders.events", "4L6g3nShT-eMCtK--X86sw");

    assertThat(id.of(TIMESTAMP, 3, 1042)).isEqualTo("evd-01KEY610G01PTP3HG7RTWHEZ81");
  }
}
