package io.signalfactory.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoScriptTest {

  private static final Instant START = Instant.parse("2026-01-14T12:00:00Z");
  private static final JsonMapper JSON = new JsonMapper();
  private static final int ONE_ROUND_SECONDS = 60 + 6 * 75 + 50;

  @Test
  void aHealthyMinuteHasValidOrdersAndPaymentsAtTheirRates() throws Exception {
    List<DemoRecord> records = play(0, 59);

    assertThat(of(records, DemoEvents.ORDERS)).hasSizeBetween(580, 590);
    assertThat(of(records, DemoEvents.PAYMENTS)).hasSizeBetween(290, 295);
    for (DemoRecord record : of(records, DemoEvents.ORDERS)) {
      assertValidOrder(JSON.readTree(record.value()));
      assertThat(headers(record))
          .containsEntry("x-obs-producer-service", "orders-svc")
          .containsEntry("x-obs-producer-version", "v3.17");
      assertThat(headers(record).get("traceparent"))
          .matches("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-01");
    }
    for (DemoRecord record : of(records, DemoEvents.PAYMENTS)) {
      assertValidPayment(JSON.readTree(record.value()));
      assertThat(headers(record))
          .containsEntry("x-obs-producer-service", "payments-svc")
          .containsEntry("x-obs-producer-version", "v1.8");
    }
  }

  @Test
  void everyIncidentStartsAndEndsOncePerRoundInOrder() {
    List<String> transitions = new ArrayList<>();
    DemoScript script = script();
    for (int second = 1; second <= ONE_ROUND_SECONDS; second++) {
      DemoScript.Scene scene = script.advance(START.plusSeconds(second));
      if (scene.ended() != null) {
        transitions.add(second + " -" + scene.ended().label());
      }
      if (scene.started() != null) {
        transitions.add(second + " +" + scene.started().label());
      }
    }

    assertThat(transitions)
        .containsExactly(
            "60 +dropped_customer_id",
            "100 -dropped_customer_id",
            "135 +producer_stops",
            "225 -producer_stops",
            "260 +burst",
            "300 -burst",
            "335 +negative_amounts",
            "375 -negative_amounts",
            "410 +old_client",
            "450 -old_client",
            "485 +broken_json",
            "525 -broken_json",
            "560 +dropped_customer_id");
  }

  @Test
  void aDeployDropsTheCustomerOfEveryOrder() throws Exception {
    for (DemoRecord record : of(play(61, 99), DemoEvents.ORDERS)) {
      assertThat(JSON.readTree(record.value()).has("customer_id")).isFalse();
      assertThat(headers(record)).containsEntry("x-obs-producer-version", "v3.18");
    }
  }

  @Test
  void aStoppedProducerSendsNothing() {
    List<DemoRecord> records = play(136, 194);

    assertThat(of(records, DemoEvents.PAYMENTS)).isEmpty();
    assertThat(of(records, DemoEvents.ORDERS)).isNotEmpty();
  }

  @Test
  void aBurstIsTenTimesTheOrders() {
    assertThat(of(play(261, 271), DemoEvents.ORDERS)).hasSizeBetween(390, 410);
  }

  @Test
  void aboutSixInTenAmountsAreNegative() {
    List<DemoRecord> orders = of(play(336, 374), DemoEvents.ORDERS);

    assertThat(share(orders, value -> tree(value).path("total_amount").decimalValue().signum() < 0))
        .isBetween(0.5, 0.7);
    assertThat(orders).allMatch(r -> headers(r).containsValue("v3.19"));
  }

  @Test
  void anOldClientSendsValidOrdersWithoutHeaders() throws Exception {
    for (DemoRecord record : of(play(411, 449), DemoEvents.ORDERS)) {
      assertThat(record.headers()).isEmpty();
      assertValidOrder(JSON.readTree(record.value()));
    }
  }

  @Test
  void aboutFourInTenPaymentsAreCutShort() {
    List<DemoRecord> payments = of(play(486, 524), DemoEvents.PAYMENTS);

    assertThat(share(payments, value -> tree(value).isMissingNode())).isBetween(0.28, 0.52);
  }

  @ParameterizedTest
  @CsvSource({
    "dropped_customer_id, 100",
    "producer_stops, 225",
    "burst, 300",
    "negative_amounts, 375",
    "old_client, 450",
    "broken_json, 525"
  })
  void afterAnIncidentEverythingIsHealthyAgain(String incident, int ended) throws Exception {
    List<DemoRecord> records = play(ended, ended + 34);

    assertThat(of(records, DemoEvents.ORDERS)).as(incident).hasSizeBetween(335, 345);
    assertThat(of(records, DemoEvents.PAYMENTS)).as(incident).hasSizeBetween(165, 175);
    for (DemoRecord record : records) {
      JsonNode event = JSON.readTree(record.value());
      if (record.topic().equals(DemoEvents.ORDERS)) {
        assertValidOrder(event);
      } else {
        assertValidPayment(event);
      }
      assertThat(record.headers()).hasSize(3);
    }
  }

  @Test
  void afterASleepOfTheMachineNotAllMissedEventsAreSent() {
    DemoScript script = script();

    assertThat(script.advance(START.plusSeconds(3_600)).records()).hasSizeLessThan(300);
  }

  @Test
  void theSameSeedPlaysTheSame() {
    List<DemoRecord> once = play(0, 70);
    List<DemoRecord> again = play(0, 70);

    assertThat(again).hasSameSizeAs(once);
    for (int i = 0; i < once.size(); i++) {
      assertThat(again.get(i).value()).isEqualTo(once.get(i).value());
      assertThat(headers(again.get(i))).isEqualTo(headers(once.get(i)));
    }
  }

  private static void assertValidOrder(JsonNode order) {
    assertThat(order.path("event_type").asText()).isEqualTo("order.created");
    assertThat(order.path("order_id").asText()).isNotEmpty();
    assertThat(order.path("customer_id").asText()).isNotEmpty();
    assertThat(order.path("total_amount").decimalValue()).isPositive();
    assertThat(order.path("items").size()).isPositive();
    assertThat(Instant.parse(order.path("event_time").asText())).isAfterOrEqualTo(START);
  }

  private static void assertValidPayment(JsonNode event) {
    assertThat(event.path("event_type").asText()).isEqualTo("payment.authorized");
    JsonNode payment = event.path("payload");
    assertThat(payment.path("payment_id").asText()).isNotEmpty();
    assertThat(payment.path("order_id").asText()).startsWith("ord-");
    assertThat(payment.path("amount").decimalValue()).isPositive();
    assertThat(Instant.parse(payment.path("event_time").asText())).isAfterOrEqualTo(START);
  }

  private static DemoScript script() {
    return new DemoScript(new DemoEvents(new Random(7), "test"), START);
  }

  /** The records between two seconds after the start. */
  private static List<DemoRecord> play(int fromSecond, int toSecond) {
    DemoScript script = script();
    List<DemoRecord> records = new ArrayList<>();
    for (int tick = 1; tick <= toSecond * 10; tick++) {
      List<DemoRecord> step = script.advance(START.plusMillis(tick * 100L)).records();
      if (tick > fromSecond * 10) {
        records.addAll(step);
      }
    }
    return records;
  }

  private static List<DemoRecord> of(List<DemoRecord> records, String topic) {
    return records.stream().filter(r -> r.topic().equals(topic)).toList();
  }

  private static double share(
      List<DemoRecord> records, java.util.function.Predicate<byte[]> condition) {
    assertThat(records).hasSizeGreaterThan(100);
    return (double) records.stream().filter(r -> condition.test(r.value())).count()
        / records.size();
  }

  private static JsonNode tree(byte[] value) {
    try {
      return JSON.readTree(new String(value, UTF_8));
    } catch (JsonProcessingException e) {
      return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
  }

  private static Map<String, @Nullable String> headers(DemoRecord record) {
    Map<String, @Nullable String> headers = new LinkedHashMap<>();
    record.headers().forEach(h -> headers.put(h.key(), new String(h.value(), UTF_8)));
    return headers;
  }
}
