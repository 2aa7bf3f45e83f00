package io.signalfactory.infer;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.Match;
import io.signalfactory.control.ContractCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractDraftsTest {

  private static List<Contract> contracts(String draft) {
    ContractCheck check = ContractCheck.of("draft", draft);
    assertThat(check.problems()).isEmpty();
    return check.contracts();
  }

  private static Sample sample(int count, IntFunction<String> value) {
    return Records.sample(IntStream.range(0, count).mapToObj(value).toList());
  }

  @Test
  void isWrittenAsTheGoldenFileHasIt() throws IOException {
    // given
    List<SampledRecord> records = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      String value =
          ("{\"event_id\":\"e-%d\",\"payload\":{\"order_id\":\"o-%d\",\"customer_email\":\"p%d@x.org\","
                  + "\"status\":\"%s\",\"amount\":%s,\"placed_at\":%d,\"due\":\"2026-02-14\","
                  + "\"lines\":[{\"sku\":\"s-%d\",\"quantity\":%d}],\"note\":%s%s}}")
              .formatted(
                  i,
                  i,
                  i,
                  i % 3 == 0 ? "NEW" : "PAID",
                  i % 50 == 0 ? "\"" + i + "\"" : String.valueOf(i / 100.0),
                  Records.START + i * 1_000L - 250,
                  i,
                  i % 7,
                  i % 4 == 0 ? "null" : "\"text " + i + "\"",
                  i % 10 == 0 ? ",\"coupon\":\"c\"" : "");
      Map<String, String> headers =
          i % 100 == 0
              ? Map.of()
              : Map.of("x-obs-producer-service", "orders-svc", "x-obs-producer-version", "v3");
      records.add(Records.record(i, value, headers));
    }
    records.add(Records.record(10_000, "no JSON", Map.of()));
    // when
    String draft = Records.draft(Records.sampleOf(records));
    // then
    assertThat(draft).isEqualTo(golden());
  }

  private static String golden() throws IOException {
    try (InputStream file = ContractDraftsTest.class.getResourceAsStream("/infer/draft.yaml")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void draftsAContractForEachEventType() {
    // given
    Sample sample =
        sample(
            90,
            i ->
                i % 3 == 0
                    ? "{\"event_type\":\"shop.opened\",\"hour\":" + i + "}"
                    : "{\"event_type\":\"CartFilled\",\"items\":" + i + "}");
    // when
    Draft draft = ContractDrafts.of(sample, Records.IDENTITY).orElseThrow();
    // then
    assertThat(draft.datasets())
        .containsExactly(
            new Draft.Dataset("urn:dp:shop:cart_filled", 60, 60),
            new Draft.Dataset("urn:dp:shop:opened", 30, 30));
    assertThat(contracts(draft.yaml()))
        .extracting(contract -> ((Match.ByField) contract.dataset().match()).equalTo())
        .containsExactly("CartFilled", "shop.opened");
  }

  @Test
  void tellsEventTypesApartByAHeader() {
    // given
    List<SampledRecord> records = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      records.add(Records.record(i, "{\"a\":1}", Map.of("ce_type", i % 2 == 0 ? "made" : "sold")));
    }
    // when
    String draft = Records.draft(Records.sampleOf(records));
    // then
    assertThat(contracts(draft))
        .extracting(contract -> contract.dataset().match())
        .containsExactly(
            new Match.ByHeader("ce_type", "made"), new Match.ByHeader("ce_type", "sold"));
  }

  @Test
  void tellsEventsApartByAnotherFieldOnlyIfTheirFieldsDiffer() {
    // given
    Sample same =
        sample(40, i -> "{\"kind\":\"" + (i % 2 == 0 ? "card" : "cash") + "\",\"amount\":1}");
    Sample different =
        sample(40, i -> i % 2 == 0 ? "{\"kind\":\"a\",\"x\":1}" : "{\"kind\":\"b\",\"y\":1}");
    // when, then
    assertThat(contracts(Records.draft(same))).hasSize(1);
    assertThat(contracts(Records.draft(different))).hasSize(2);
  }

  @Test
  void proposesLimitsOfWhatWasSeenForHoursAndNoneOfWhatWasSeenForMinutes() {
    // when
    String hours = Records.draft(Records.repeated(10_000, "{\"n\":#}"));
    String minutes = Records.draft(Records.repeated(300, "{\"n\":#}"));
    // then: one event per second
    assertThat(hours)
        .contains("maxDelaySeconds: 60\n")
        .contains("# about 3600 to 3600 events per hour\n")
        .contains("minEventsPerHour: 1800\n")
        .contains("maxEventsPerHour: 7200\n");
    assertThat(minutes)
        .contains("# That is too short for limits of freshness and volume.")
        .contains("there are 3600 per hour")
        .doesNotContain("freshness:\n")
        .doesNotContain("volume:\n");
  }

  @Test
  void saysWhatShareOfTheSamplePassesAndWhatFails() {
    // given
    Sample sample = sample(1_000, i -> i % 40 == 0 ? "{\"amount\":\"text\"}" : "{\"amount\":1}");
    // when
    String draft = Records.draft(sample);
    // then
    assertThat(draft)
        .contains("# integer fits 97.5 % of the values: text in 2.5 %, whole number in 97.5 %")
        .contains("# 97.5 % of the sample pass this contract.")
        .contains("# fails: WRONG_TYPE amount (25)")
        .contains("minRate: 0.95");
  }

  @Test
  void takesNoTimeInTheFutureForTheTimeOfAnEvent() {
    // given
    Sample sample =
        sample(
            30,
            i ->
                "{\"delivery_at\":%d,\"happened\":%d}"
                    .formatted(Records.START + 86_400_000, Records.START + i * 1_000L));
    // when
    String draft = Records.draft(sample);
    // then
    assertThat(draft).contains("eventTime: \"happened\"");
  }

  @Test
  void findsOneFieldInBothFormsOfADottedName() {
    // given
    Sample sample =
        sample(40, i -> i % 2 == 0 ? "{\"service.name\":\"a\"}" : "{\"service\":{\"name\":\"b\"}}");
    // when
    Draft draft = ContractDrafts.of(sample, Records.IDENTITY).orElseThrow();
    // then
    assertThat(draft.yaml()).contains("required:\n      - name: \"service.name\"\n");
    assertThat(draft.datasets().get(0).passed()).isEqualTo(40);
  }

  @Test
  void writesADottedNameBesideATextInQuotes() {
    // when
    String draft = Records.draft(Records.repeated(20, "{\"a\":\"x\",\"a.b\":#}"));
    // then
    assertThat(draft).contains("- name: \"\\\"a.b\\\"\"\n");
  }

  @Test
  void saysWhichTextsAreTimesThatAContractCannotRead() {
    // given
    Sample sample =
        sample(
            10,
            i ->
                "{\"a\":\"2026-01-14 12:00:0%d\",\"b\":\"%s\"}"
                    .formatted(i, i % 2 == 0 ? "2026-01-14T12:00:00Z" : "soon"));
    // when
    String draft = Records.draft(sample);
    // then
    assertThat(draft)
        .contains("# times, but not as RFC 3339 writes them")
        .contains("# a time in 50.0 % of the values");
  }

  @Test
  void describesWhatIsInArraysWithoutShowingIt() {
    // when
    String draft =
        Records.draft(
            Records.repeated(30, "{\"items\":[{\"sku\":\"s#\",\"price\":1.5},{\"sku\":\"t\"}]}"));
    // then
    assertThat(draft)
        .contains("# its elements: object in 100.0 %")
        .contains("# members: price (number), sku (text)")
        .doesNotContain("s1");
  }

  @ParameterizedTest
  @CsvSource({
    "status, true",
    "orderStatus, true",
    "payment_method, true",
    "currency, true",
    "customer_name, false",
    "name, false",
    "approver, false",
    "city, false",
    "note, false",
    "address.type, false",
    "email_type, false"
  })
  void showsValuesOnlyOfFieldsThatAreNamedLikeEnumerations(String name, boolean shown) {
    // given
    String inner = name.substring(name.indexOf('.') + 1);
    String value = "{\"" + inner + "\":\"%s\"}";
    String event =
        name.equals(inner)
            ? value
            : "{\"" + name.substring(0, name.indexOf('.')) + "\":" + value + "}";
    Sample sample = sample(60, i -> event.formatted(i % 2 == 0 ? "Anna" : "Bernd"));
    // when
    String draft = Records.draft(sample);
    // then
    assertThat(draft.contains("IN ('Anna', 'Bernd')")).isEqualTo(shown);
    assertThat(draft.contains("Anna")).isEqualTo(shown);
  }

  @Test
  void isValidHoweverWideEventsAreAndHoweverLongNamesAre() {
    // given
    StringBuilder event = new StringBuilder("{\"a_b\":\"EUR\",\"a\":{\"b\":\"EUR\"}");
    for (int i = 0; i < 600; i++) {
      event
          .append(",\"currency_")
          .append("x".repeat(40))
          .append("_n%d_currency\":{\"currency\":\"EUR\"}".formatted(i));
    }
    String value = event.append("}").toString();
    String topic = "raw." + "y".repeat(245);
    List<SampledRecord> records = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      records.add(
          Records.record(i, value, Map.of("ce_type", i % 2 == 0 ? "long" : "z".repeat(40))));
    }
    // when
    Draft draft =
        ContractDrafts.of(new Sample(topic, records, List.of()), Records.IDENTITY).orElseThrow();
    // then
    assertThat(contracts(draft.yaml())).hasSize(2);
    assertThat(draft.datasets()).allMatch(dataset -> dataset.passed() == 10);
    assertThat(draft.yaml()).contains("more fields are left out");
  }

  @Test
  void hidesKeysOfMapsBesideOtherMembersInArraysAndInEventsThemselves() {
    // given
    Sample sample =
        sample(
            200,
            i ->
                "{\"scores\":{\"total\":1,\"%1$s\":2},\"teams\":[{\"size\":3,\"%1$s\":4}],\"%1$s\":5}"
                    .formatted("anna" + (char) ('a' + i % 25)));
    // when
    String draft = Records.draft(sample);
    // then
    assertThat(draft)
        .contains("- name: \"scores.total\"")
        .contains("# members: size (whole number)\n")
        .contains("# members left out: 25")
        .contains("# 50 more fields are left out")
        .doesNotContain("anna");
  }

  @Test
  void showsNoTypeOfAFewEvents() {
    // when
    String draft = Records.draft(Records.repeated(9, "{\"event_type\":\"Anna\",\"n\":#}"));
    // then
    assertThat(draft).doesNotContain("Anna");
  }

  @Test
  void readsNoTimeFromAFieldThatOnlyHasItsName() {
    // given
    Sample sample = Records.repeated(30, "{\"timestamp\":\"soon\",\"n\":#}");
    // when
    Draft draft = ContractDrafts.of(sample, Records.IDENTITY).orElseThrow();
    // then
    assertThat(draft.yaml()).contains("# timestamp is not the time of each event.");
    assertThat(draft.datasets().get(0).passed()).isEqualTo(30);
  }

  @Test
  void draftsNothingFromWhatIsNoJson() {
    assertThat(ContractDrafts.of(Records.sample(List.of("a", "[1]", "7")), Records.IDENTITY))
        .isEmpty();
  }
}
