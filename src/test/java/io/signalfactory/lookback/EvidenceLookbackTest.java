package io.signalfactory.lookback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalfactory.gate.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EvidenceLookbackTest {

  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
  private static final String ORDERS = "urn:dp:orders:created";

  private final MemoryEvidence log = new MemoryEvidence();

  private static List<Integer> numbers(Found found) {
    return found.newestFirst().stream().map(e -> e.at("/source/offset").asInt()).toList();
  }

  private Found find(EvidenceRequest request) {
    return new EvidenceLookback(log, LookbackLimits.DEFAULT, System::nanoTime).find(request);
  }

  private record Written(String urn, Instant time, Outcome outcome, int number) {}

  /**
   * Whatever is asked for, the answer is what reading the whole topic and sorting it would give.
   */
  @Property(tries = 200)
  void findsWhatReadingEverythingWouldFind(@ForAll long seed) {
    Random random = new Random(seed);
    MemoryEvidence topic = new MemoryEvidence();
    List<Written> all = new ArrayList<>();
    int records = random.nextInt(3_000);
    for (int i = 0; i < records; i++) {
      Written one =
          new Written(
              "urn:dp:a:" + random.nextInt(1 + random.nextInt(6)),
              NOON.plusMillis(i * 10L),
              random.nextInt(10) == 0 ? Outcome.FAIL : Outcome.PASS,
              i);
      all.add(one);
      topic.add(one.urn(), one.time(), one.outcome().name(), one.number());
    }
    String urn = random.nextBoolean() ? null : "urn:dp:a:" + random.nextInt(6);
    Outcome outcome = random.nextBoolean() ? null : Outcome.FAIL;
    int limit = 1 + random.nextInt(random.nextBoolean() ? 20 : 2_000);

    Found found =
        new EvidenceLookback(topic, LookbackLimits.DEFAULT, System::nanoTime)
            .find(new EvidenceRequest(urn, outcome, limit));

    List<Written> matching =
        all.stream()
            .filter(each -> urn == null || urn.equals(each.urn()))
            .filter(each -> outcome == null || outcome == each.outcome())
            .sorted(Comparator.comparing(Written::time).reversed())
            .toList();
    assertThat(numbers(found))
        .containsExactlyElementsOf(matching.stream().limit(limit).map(Written::number).toList());
    if (found.lookedBackTo() != null) {
      assertThat(
              matching.stream().filter(each -> each.time().isAfter(found.lookedBackTo())).count())
          .isLessThanOrEqualTo(limit);
    } else {
      assertThat(matching).hasSizeLessThanOrEqualTo(limit);
    }
  }

  @Test
  void readsLittleWhereTheLatestRecordsAnswer() {
    // given
    for (int i = 0; i < 20_000; i++) {
      log.add(ORDERS, NOON.plusMillis(i), "FAIL", i);
    }
    // when
    Found found = find(new EvidenceRequest(ORDERS, Outcome.FAIL, 20));
    // then
    assertThat(numbers(found)).hasSize(20).startsWith(19_999, 19_998);
    assertThat(log.reads()).isEqualTo(1);
  }

  @Test
  void doesNotClaimToHaveLookedPastWhatItHasNotRead() {
    // given: of one partition it reads all, of the other the latest steps
    String busy = inPartition(0);
    String quiet = inPartition(1);
    log.add(quiet, NOON, "PASS", 0);
    for (int i = 1; i <= 2_000; i++) {
      log.add(busy, NOON.plusSeconds(i), "PASS", i);
    }
    // when
    Found found = find(new EvidenceRequest(null, null, 250));
    // then: the one that is left out is not the next one
    assertThat(numbers(found)).hasSize(250).endsWith(1_751);
    assertThat(found.lookedBackTo()).isBetween(NOON.plusSeconds(1_750), NOON.plusSeconds(1_751));
  }

  private static String inPartition(int partition) {
    return Stream.iterate(0, i -> i + 1)
        .map(i -> "urn:dp:a:" + i)
        .filter(urn -> MemoryEvidence.partitionOf(urn) == partition)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void saysHowFarItLookedWhereItsBoundsEndIt() {
    // given: the only failure lies further back than it reads
    log.add(ORDERS, NOON, "FAIL", 0);
    for (int i = 1; i < 9_000; i++) {
      log.add(ORDERS, NOON.plusSeconds(i), "PASS", i);
    }
    LookbackLimits limits = new LookbackLimits(3_000, 1L << 30, Duration.ofSeconds(20), 1);
    // when
    Found found =
        new EvidenceLookback(log, limits, System::nanoTime)
            .find(new EvidenceRequest(ORDERS, Outcome.FAIL, 1));
    // then
    assertThat(found.newestFirst()).isEmpty();
    assertThat(found.lookedBackTo()).isBetween(NOON.plusSeconds(1_000), NOON.plusSeconds(6_000));
  }

  @Test
  void endsInTimeAndTellsWhatItHasFoundByThen() {
    // given: each look at the clock takes 100 ms
    for (int i = 0; i < 9_000; i++) {
      log.add(ORDERS, NOON.plusSeconds(i), i % 1_000 == 999 ? "FAIL" : "PASS", i);
    }
    AtomicLong clock = new AtomicLong();
    LookbackLimits limits = new LookbackLimits(9_000, 1L << 30, Duration.ofSeconds(1), 1);
    // when
    Found found =
        new EvidenceLookback(log, limits, () -> clock.addAndGet(100_000_000))
            .find(new EvidenceRequest(ORDERS, Outcome.FAIL, 9));
    // then
    assertThat(numbers(found)).isNotEmpty().hasSizeLessThan(9).startsWith(8_999);
    assertThat(found.lookedBackTo()).isAfter(NOON);
  }

  @Test
  void leavesOutWhatIsNoEvidence() {
    // given
    int partition = MemoryEvidence.partitionOf(ORDERS);
    log.put(partition, ORDERS, "not JSON");
    log.add(ORDERS, NOON, "PASS", 1);
    log.put(partition, ORDERS, "[]");
    log.put(partition, null, "{\"processing_time\":\"yesterday\"}");
    // when
    Found found = find(new EvidenceRequest(null, null, 10));
    // then
    assertThat(found.newestFirst())
        .extracting(JsonNode::toString)
        .singleElement()
        .asString()
        .contains("\"offset\":1");
    assertThat(found.lookedBackTo()).isNull();
  }

  @Test
  void aClusterThatDoesNotAnswerIsReportedWithoutItsAddresses() {
    // given
    log.fail(new IllegalStateException("b-1.msk.example:9096 refuses"));
    // when
    assertThatThrownBy(() -> find(new EvidenceRequest(null, null, 10)))
        // then
        .isInstanceOf(LookbackBusyException.class)
        .hasMessage("the Evidence topic cannot be read now: IllegalStateException");
  }

  @Test
  void aPlaceIsFreeAgainAfterEachQuestion() {
    // given
    LookbackLimits limits = new LookbackLimits(10, 10, Duration.ofSeconds(5), 1);
    EvidenceLookback lookback = new EvidenceLookback(log, limits, System::nanoTime);
    log.fail(new IllegalStateException());
    assertThatThrownBy(() -> lookback.find(new EvidenceRequest(null, null, 1)))
        .isInstanceOf(LookbackBusyException.class);
    log.fail(null);
    // when
    Found found = lookback.find(new EvidenceRequest(null, null, 1));
    // then
    assertThat(found.newestFirst()).isEmpty();
  }
}
