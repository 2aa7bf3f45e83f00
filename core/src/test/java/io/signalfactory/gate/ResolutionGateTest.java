package io.signalfactory.gate;

import static io.signalfactory.gate.GateHarness.codes;
import static io.signalfactory.gate.GateHarness.judge;
import static io.signalfactory.gate.GateHarness.result;
import static io.signalfactory.testkit.ContractBuilder.contract;
import static io.signalfactory.testkit.RecordBuilder.record;
import static io.signalfactory.testkit.RecordBuilder.tombstone;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.event.HeaderTexts;
import io.signalfactory.event.PartitionClock;
import io.signalfactory.event.json.JsonFormat;
import io.signalfactory.testkit.ContractBuilder;
import io.signalfactory.testkit.RecordBuilder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResolutionGateTest {

  private static final String CREATED = "urn:dp:orders:created";
  private static final String CANCELLED = "urn:dp:orders:cancelled";
  private static final String INFERRED = "urn:dp:orders:events";

  @Test
  void givesEveryRecordToTheContractThatClaimsTheTopic() {
    Verdict verdict = judge(record("{}"), contract(CREATED));

    assertThat(verdict.datasetUrn()).isEqualTo(CREATED);
    assertThat(Objects.requireNonNull(verdict.contract()).urn()).isEqualTo(CREATED);
    assertThat(result(verdict, Gate.RESOLUTION)).isEqualTo(GateResult.pass(Gate.RESOLUTION));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "not json", ""})
  void infersTheDatasetOfATopicWithoutContracts(String value) {
    Verdict verdict = judge(record(value));

    assertThat(verdict.datasetUrn()).isEqualTo(INFERRED);
    assertThat(verdict.contract()).isNull();
    assertThat(result(verdict, Gate.RESOLUTION)).isEqualTo(GateResult.pass(Gate.RESOLUTION));
  }

  @Nested
  class OfSeveralContracts {

    private final ContractBuilder created = contract(CREATED).matchField("type", "created");
    private final ContractBuilder cancelled = contract(CANCELLED).matchField("type", "cancelled");

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{\"type\":\"created\"}                                 | " + CREATED,
          "{\"type\":\"cancelled\"}                               | " + CANCELLED,
          "{\"payload\":{\"type\":\"cancelled\"}}                 | " + CANCELLED,
          "{\"type\":\"created\",\"payload\":{}}                  | " + CREATED,
          "{\"type\":\"created\",\"payload\":{\"type\":\"cancelled\"}} | " + CANCELLED,
        })
    void picksTheOneWhoseFieldMatches(String json, String urn) {
      Verdict verdict = judge(record(json), created, cancelled);

      assertThat(verdict.datasetUrn()).isEqualTo(urn);
      assertThat(result(verdict, Gate.RESOLUTION).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void picksTheOneWhoseHeaderMatchesWhateverTheValueIs() {
      Verdict verdict =
          judge(
              record("broken").header("ce_type", "cancelled"),
              contract(CREATED).matchHeader("ce_type", "created"),
              contract(CANCELLED).matchHeader("ce_type", "cancelled"));

      assertThat(verdict.datasetUrn()).isEqualTo(CANCELLED);
      assertThat(result(verdict, Gate.RESOLUTION).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void readsAHeaderWithoutTheWhiteSpaceAroundIt() {
      Verdict verdict =
          judge(
              record("{}").header("ce_type", " cancelled\t"),
              contract(CREATED).matchHeader("ce_type", "created"),
              contract(CANCELLED).matchHeader("ce_type", "cancelled"));

      assertThat(verdict.datasetUrn()).isEqualTo(CANCELLED);
    }

    /** No header is ever read as such a text, so a header with the same bytes does not match. */
    @ParameterizedTest
    @MethodSource("textsThatNoHeaderIsReadAs")
    void picksNoneByATextThatNoHeaderCanHave(String text) {
      Verdict verdict =
          judge(
              record("{}").header("ce_type", text),
              contract(CREATED).matchHeader("ce_type", text),
              contract(CANCELLED).matchHeader("ce_type", "cancelled"));

      assertThat(codes(verdict, Gate.RESOLUTION)).containsExactly("UNRESOLVED_DATASET");
    }

    static List<String> textsThatNoHeaderIsReadAs() {
      return List.of(" created ", "cre\nated", "x".repeat(HeaderTexts.MAX_BYTES + 1));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{}",
          "{\"type\":\"refunded\"}",
          "{\"type\":\"CREATED\"}",
          "{\"type\":null}",
          "{\"type\":[\"created\"]}",
          "broken"
        })
    void picksNoneIfNoneMatches(String value) {
      Verdict verdict = judge(record(value), created, cancelled);

      assertThat(codes(verdict, Gate.RESOLUTION)).containsExactly("UNRESOLVED_DATASET");
      assertThat(result(verdict, Gate.RESOLUTION).violations().get(0).message())
          .isEqualTo("none of the topic's 2 contracts matches the record");
      assertThat(verdict.datasetUrn()).isEqualTo(INFERRED);
      assertThat(verdict.contract()).isNull();
      assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void prefersOneThatMatchesToOneThatClaimsTheTopic() {
      Verdict verdict =
          judge(record("{\"type\":\"created\"}"), created, contract("urn:dp:orders:all"));

      assertThat(verdict.datasetUrn()).isEqualTo(CREATED);
      assertThat(result(verdict, Gate.RESOLUTION).outcome()).isEqualTo(Outcome.PASS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"other\"}", "broken"})
    void leavesTheRestToTheOneThatClaimsTheTopic(String value) {
      Verdict verdict = judge(record(value), created, contract("urn:dp:orders:all"));

      assertThat(verdict.datasetUrn()).isEqualTo("urn:dp:orders:all");
      assertThat(result(verdict, Gate.RESOLUTION).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void judgesByTheFirstIfSeveralMatchAndReportsIt() {
      Verdict verdict =
          judge(
              record("{\"type\":\"created\"}").header("ce_type", "cancelled"),
              created,
              contract(CANCELLED).matchHeader("ce_type", "cancelled"));

      assertThat(verdict.datasetUrn()).isEqualTo(CANCELLED);
      assertThat(codes(verdict, Gate.RESOLUTION)).containsExactly("AMBIGUOUS_DATASET");
      assertThat(result(verdict, Gate.RESOLUTION).violations().get(0).message())
          .contains(CREATED)
          .contains(CANCELLED);
      assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void callsTwoThatClaimTheWholeTopicAmbiguous() {
      Verdict verdict = judge(record("{}"), contract(CREATED), contract(CANCELLED));

      assertThat(codes(verdict, Gate.RESOLUTION)).containsExactly("AMBIGUOUS_DATASET");
    }

    @ParameterizedTest
    @CsvSource({
      "7, 7",
      "true, true",
      "-1.50, -1.50",
      "123456789012345678901, 123456789012345678901"
    })
    void matchesNumbersAndBooleansByTheirText(String json, String equalTo) {
      Verdict verdict =
          judge(record("{\"type\":" + json + "}"), contract(CREATED).matchField("type", equalTo));

      assertThat(verdict.contract()).isNotNull();
    }

    @Test
    void matchesAFieldInThePayload() {
      Verdict verdict =
          judge(
              record("{\"payload\":{\"meta\":{\"kind\":\"x\"}}}"),
              contract(CREATED).matchField("payload.meta.kind", "x"));

      assertThat(verdict.datasetUrn()).isEqualTo(CREATED);
    }
  }

  @Nested
  class IfThereAreNoFields {

    @Test
    void theOnlyContractOfTheTopicGetsTheRecord() {
      Verdict verdict = judge(record("broken"), contract(CREATED).matchField("type", "created"));

      assertThat(verdict.datasetUrn()).isEqualTo(CREATED);
      assertThat(result(verdict, Gate.RESOLUTION).outcome()).isEqualTo(Outcome.PASS);
      assertThat(codes(verdict, Gate.CONTRACT)).containsExactly("MALFORMED_PAYLOAD");
    }

    @Test
    void theOnlyContractOfTheTopicGetsATombstone() {
      Verdict verdict = judge(tombstone(), contract(CREATED).matchField("type", "created"));

      assertThat(verdict.datasetUrn()).isEqualTo(CREATED);
      assertThat(result(verdict, Gate.RESOLUTION).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void theOnlyContractOfTheTopicGetsARecordWithoutItsHeader() {
      Verdict verdict = judge(tombstone(), contract(CREATED).matchHeader("ce_type", "created"));

      assertThat(verdict.datasetUrn()).isEqualTo(CREATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"broken", "{}"})
    void aHeaderThatNamesAnotherDatasetCounts(String value) {
      RecordBuilder record = record(value).header("ce_type", "cancelled");

      Verdict verdict = judge(record, contract(CREATED).matchHeader("ce_type", "created"));

      assertThat(codes(verdict, Gate.RESOLUTION)).containsExactly("UNRESOLVED_DATASET");
    }

    @Test
    void aTombstoneOfOneOfSeveralDatasetsIsNoFault() {
      Verdict verdict =
          judge(
              tombstone().key("k").header("service", "orders-svc"),
              contract(CREATED).matchField("type", "created"),
              contract(CANCELLED).matchField("type", "cancelled"));

      assertThat(result(verdict, Gate.RESOLUTION).outcome()).isEqualTo(Outcome.SKIP);
      assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
      assertThat(verdict.datasetUrn()).isEqualTo("urn:dp:orders:events");
      assertThat(verdict.contract()).isNull();
    }
  }

  @Nested
  class ATombstoneOnATopicWhoseDatasetsDifferByAField {

    private final Map<Long, Long> memory = new HashMap<>();
    private final LastSeen lastSeen =
        new LastSeen() {
          @Override
          public void saw(long key, long dataset) {
            memory.put(key, dataset);
          }

          @Override
          public long datasetOf(long key) {
            return memory.getOrDefault(key, UNKNOWN);
          }
        };
    private final Enforcer enforcer =
        remembering(
            contract(CREATED).matchField("type", "created"),
            contract(CANCELLED).matchField("type", "cancelled"));

    private Enforcer remembering(ContractBuilder... contracts) {
      return new Enforcer(
          TopicPlan.compile(
              ContractBuilder.TOPIC,
              Arrays.stream(contracts).map(ContractBuilder::build).toList(),
              new JsonFormat()),
          GateHarness.IDENTITY,
          new PartitionClock(),
          lastSeen);
    }

    @Test
    void countsWhereItsKeyWasSeenLast() {
      // given
      judged(record("{\"type\":\"created\"}").key("o-1"));
      judged(record("{\"type\":\"cancelled\"}").key("o-2"));
      judged(record("{\"type\":\"created\"}").key("o-2"));
      judged(record("{\"type\":\"cancelled\"}").key("o-1"));

      // when
      Verdict verdict = judged(tombstone().key("o-1"));

      // then
      assertThat(verdict.datasetUrn()).isEqualTo(CANCELLED);
      assertThat(result(verdict, Gate.RESOLUTION).outcome()).isEqualTo(Outcome.PASS);
      assertThat(result(verdict, Gate.CONTRACT).outcome()).isEqualTo(Outcome.SKIP);
      assertThat(judged(tombstone().key("o-1")).datasetUrn()).isEqualTo(CANCELLED);
      assertThat(judged(tombstone().key("o-2")).datasetUrn()).isEqualTo(CREATED);
    }

    @Test
    void belongsToNoneIfItHasNoKeyOrOneThatWasSeenNowhere() {
      // given
      judged(record("{\"type\":\"created\"}").key("o-1"));
      judged(record("{\"type\":\"unheard of\"}").key("o-2"));
      judged(record("broken").key("o-3"));

      // when
      List<Verdict> verdicts =
          Stream.of(tombstone(), tombstone().key("o-2"), tombstone().key("o-3"))
              .map(this::judged)
              .toList();

      // then
      assertThat(verdicts).extracting(Verdict::contract).containsOnlyNulls();
      assertThat(verdicts)
          .extracting(verdict -> result(verdict, Gate.RESOLUTION).outcome())
          .containsOnly(Outcome.SKIP);
    }

    @Test
    void belongsToNoneOnceTheContractOfItsKeyIsRetired() {
      // given
      judged(record("{\"type\":\"cancelled\"}").key("o-1"));
      Enforcer later =
          remembering(
              contract(CREATED).matchField("type", "created"),
              contract("urn:dp:orders:paid").matchField("type", "paid"));

      // when
      Verdict verdict = later.judge(tombstone().key("o-1").build(), GateHarness.NOW);

      // then
      assertThat(verdict.contract()).isNull();
    }

    @Test
    void countsThereAndNotForTheContractOfTheWholeTopic() {
      // given
      Enforcer withGeneral =
          remembering(contract(CREATED).matchField("type", "created"), contract(CANCELLED));
      withGeneral.judge(record("{\"type\":\"created\"}").key("o-1").build(), GateHarness.NOW);

      // when
      Verdict verdict = withGeneral.judge(tombstone().key("o-1").build(), GateHarness.NOW);

      // then
      assertThat(verdict.datasetUrn()).isEqualTo(CREATED);
      assertThat(withGeneral.judge(tombstone().key("o-9").build(), GateHarness.NOW).datasetUrn())
          .isEqualTo(CANCELLED);
    }

    @Test
    void nothingIsRememberedWhereNoFieldTellsDatasetsApart() {
      // given
      Enforcer byHeader =
          remembering(
              contract(CREATED).matchHeader("type", "created"),
              contract(CANCELLED).matchHeader("type", "cancelled"));

      // when
      byHeader.judge(record("{}").key("o-1").header("type", "created").build(), GateHarness.NOW);

      // then
      assertThat(memory).isEmpty();
    }

    private Verdict judged(RecordBuilder record) {
      return enforcer.judge(record.build(), GateHarness.NOW);
    }
  }
}
