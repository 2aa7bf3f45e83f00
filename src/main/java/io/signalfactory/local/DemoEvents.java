package io.signalfactory.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.time.Rfc3339Writer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Makes orders and payments as their services would send them, including incidents. */
final class DemoEvents {

  static final String ORDERS = "raw.orders.events";
  static final String PAYMENTS = "raw.payments.events";

  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> CURRENCIES = List.of("EUR", "USD", "GBP");
  private static final double NEGATIVE_SHARE = 0.6;
  private static final double BROKEN_SHARE = 0.4;

  private final RandomGenerator random;
  private final String run;
  private long orders;
  private long payments;

  /**
   * @param random the only source of randomness
   * @param run part of every id, different in each run
   */
  DemoEvents(RandomGenerator random, String run) {
    this.random = random;
    this.run = run;
  }

  /** The next order. */
  DemoRecord order(Instant now, @Nullable Incident incident) {
    String orderId = orderId(++orders);
    ObjectNode event = JSON.createObjectNode();
    event.put("event_type", "order.created").put("order_id", orderId);
    if (incident != Incident.DROPPED_CUSTOMER_ID) {
      event.put("customer_id", "cust-" + random.nextInt(1_000, 10_000));
    }
    event.put("event_time", Rfc3339Writer.format(now));
    int quantity = random.nextInt(1, 4);
    BigDecimal price = cents(500, 10_000);
    BigDecimal total = price.multiply(BigDecimal.valueOf(quantity));
    boolean negative =
        incident == Incident.NEGATIVE_AMOUNTS && random.nextDouble() < NEGATIVE_SHARE;
    event.put("total_amount", negative ? total.negate() : total);
    event.put("currency", currency());
    event
        .putArray("items")
        .addObject()
        .put("sku", "sku-" + random.nextInt(100, 1_000))
        .put("quantity", quantity)
        .put("price", price);
    List<Header> headers =
        incident == Incident.OLD_CLIENT ? List.of() : headers("orders-svc", version(incident));
    return new DemoRecord(ORDERS, orderId, bytes(event), headers);
  }

  /** The next payment. */
  DemoRecord payment(Instant now, @Nullable Incident incident) {
    String paymentId = "pay-%s-%06d".formatted(run, ++payments);
    ObjectNode event = JSON.createObjectNode();
    event.put("event_id", "evt-%s-%06d".formatted(run, payments));
    event.put("event_type", "payment.authorized");
    event
        .putObject("payload")
        .put("payment_id", paymentId)
        .put("order_id", orderId(Math.max(1, orders)))
        .put("amount", cents(500, 30_000))
        .put("currency", currency())
        .put("event_time", Rfc3339Writer.format(now));
    byte[] value = bytes(event);
    if (incident == Incident.BROKEN_JSON && random.nextDouble() < BROKEN_SHARE) {
      value = Arrays.copyOf(value, value.length / 2);
    }
    return new DemoRecord(PAYMENTS, paymentId, value, headers("payments-svc", "v1.8"));
  }

  private static String version(@Nullable Incident incident) {
    if (incident == Incident.DROPPED_CUSTOMER_ID) {
      return "v3.18";
    }
    return incident == Incident.NEGATIVE_AMOUNTS ? "v3.19" : "v3.17";
  }

  private String orderId(long number) {
    return "ord-%s-%06d".formatted(run, number);
  }

  private String currency() {
    return CURRENCIES.get(random.nextInt(CURRENCIES.size()));
  }

  private BigDecimal cents(int atLeast, int below) {
    return BigDecimal.valueOf(random.nextInt(atLeast, below), 2);
  }

  private List<Header> headers(String service, String version) {
    return List.of(
        new RecordHeader("x-obs-producer-service", service.getBytes(UTF_8)),
        new RecordHeader("x-obs-producer-version", version.getBytes(UTF_8)),
        new RecordHeader("traceparent", traceparent().getBytes(UTF_8)));
  }

  /** A sampled trace in the format of W3C Trace Context, whose ids must not be all zeros. */
  private String traceparent() {
    return "00-%016x%016x-%016x-01".formatted(random.nextLong(), nonZero(), nonZero());
  }

  private long nonZero() {
    return random.nextLong(1, Long.MAX_VALUE);
  }

  private static byte[] bytes(JsonNode event) {
    try {
      return JSON.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of scalars can always be written", e);
    }
  }
}
