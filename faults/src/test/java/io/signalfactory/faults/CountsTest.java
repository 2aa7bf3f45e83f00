package io.signalfactory.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CountsTest {

  private final Counts counts = new Counts();

  private static Coordinate record(long offset, long timestamp) {
    return new Coordinate("raw.a", 0, offset, timestamp);
  }

  @Test
  void findsNothingWrongWhereEachRecordHasOneEvidenceWhicheverComesFirst() {
    // given
    counts.acknowledged(record(7, 1_000));
    counts.evidence(record(7, 1_000), "evd-1");
    counts.evidence(record(8, 1_001), "evd-2");
    counts.acknowledged(record(8, 1_001));
    // when
    List<String> wrongs = counts.wrongs();
    // then
    assertThat(wrongs).isEmpty();
    assertThat(counts.complete()).isTrue();
    assertThat(counts.evidence()).isEqualTo(2);
  }

  @Test
  void findsARecordWithoutEvidence() {
    // given
    counts.acknowledged(record(7, 1_000));
    // when
    List<String> wrongs = counts.wrongs();
    // then
    assertThat(wrongs).singleElement().asString().startsWith("1 records have no Evidence");
  }

  @Test
  void findsASecondEvidenceOfTheSameRecordEvenUnderAnotherId() {
    // given
    counts.acknowledged(record(7, 1_000));
    counts.evidence(record(7, 1_000), "evd-1");
    counts.evidence(record(7, 1_000), "evd-2");
    // when
    List<String> wrongs = counts.wrongs();
    // then
    assertThat(wrongs).containsExactly(record(7, 1_000) + " has two Evidence records");
  }

  @Test
  void findsTwoIncarnationsOfATopicThatShareAnId() {
    // given
    counts.acknowledged(record(7, 1_000));
    counts.acknowledged(record(7, 9_000));
    counts.evidence(record(7, 1_000), "evd-1");
    counts.evidence(record(7, 9_000), "evd-1");
    // when
    List<String> wrongs = counts.wrongs();
    // then
    assertThat(wrongs).singleElement().asString().contains("the id evd-1");
  }

  @Test
  void findsEvidenceOfARecordThatWasNeverAcknowledged() {
    // given
    counts.evidence(record(7, 1_000), "evd-1");
    // when
    List<String> wrongs = counts.wrongs();
    // then
    assertThat(wrongs).singleElement().asString().contains("never acknowledged");
  }

  @Test
  void asksForNoEvidenceOfRecordsThatWentWithTheirTopic() {
    // given
    counts.acknowledged(record(7, 1_000));
    counts.acknowledged(record(8, 1_001));
    counts.deleted("raw.a");
    counts.evidence(record(7, 1_000), "evd-1");
    // when
    List<String> wrongs = counts.wrongs();
    // then
    assertThat(wrongs).isEmpty();
    assertThat(counts.lost()).isEqualTo(1);
  }

  @Test
  void tellsWhichRecordsWaitForLongerThanOthers() {
    // given
    counts.acknowledged(record(7, 1_000));
    counts.evidence(record(7, 1_000), "evd-1");
    // when
    counts.acknowledged(record(8, 2_000));
    // then
    assertThat(counts.waitingSince(2_000)).isEmpty();
    assertThat(counts.waitingSince(2_001).orElseThrow()).startsWith("1 of 1 records");
  }

  @Test
  void matchesARecordWhoseOffsetTheBrokerHadForgotten() {
    // given
    counts.acknowledged(record(-1, 1_000));
    counts.evidence(record(7, 1_000), "evd-1");
    counts.evidence(record(8, 1_000), "evd-2");
    counts.acknowledged(record(-1, 1_000));
    // when
    List<String> wrongs = counts.wrongs();
    // then
    assertThat(wrongs).isEmpty();
  }

  @Test
  void findsThatARecordWithoutAnOffsetHasNoEvidence() {
    // given
    counts.acknowledged(record(-1, 1_000));
    counts.acknowledged(record(-1, 1_000));
    counts.evidence(record(7, 1_000), "evd-1");
    // when
    List<String> wrongs = counts.wrongs();
    // then
    assertThat(wrongs).singleElement().asString().contains("without an offset");
  }
}
