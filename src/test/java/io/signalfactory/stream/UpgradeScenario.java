package io.signalfactory.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.document.ContractDocument;
import io.signalfactory.contract.document.ContractReader;
import io.signalfactory.contract.document.ContractWriter;
import io.signalfactory.rule.RuleCompiler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * The traffic behind an {@link UpgradeFixture}: two days by the hour, then a morning by the minute,
 * with an incident that is over and some that are not.
 *
 * <p>{@link UpgradeIT} goes on from fixtures of earlier releases with the datasets and the records
 * of this class: what is here of the datasets, and how a record is made, stays as it is; another
 * fixture may have another history.
 */
final class UpgradeScenario {

  static final String ORDERS = "raw.orders.events";
  static final String PAYMENTS = "raw.payments.events";
  static final String AUDIT = "raw.audit.events";

  /** How many partitions each raw topic has. */
  static final Map<String, Integer> RAW_TOPICS =
      new TreeMap<>(Map.of(ORDERS, 3, PAYMENTS, 2, AUDIT, 1));

  /** All signals, both scopes of unique rules, and what is usual of its volume. */
  static final String CREATED = "urn:dp:orders:created";

  /** Falls silent: the freshness of the dataset and of one consumer are breached. */
  static final String CANCELLED = "urn:dp:orders:cancelled";

  /** A version of its producer breaks half of its events. */
  static final String CAPTURED = "urn:dp:payments:captured";

  /** Too few for two hours, and back again. */
  static final String REFUNDED = "urn:dp:payments:refunded";

  /** Its contract is retired on the second day. */
  static final String LEGACY = "urn:dp:payments:legacy";

  /** Without a contract: what cannot be read, and a topic of its own. */
  static final String UNREADABLE = "urn:dp:orders:events";

  static final String AUDITED = "urn:dp:audit:events";

  static final List<String> DATASETS =
      List.of(CREATED, CANCELLED, CAPTURED, REFUNDED, LEGACY, UNREADABLE, AUDITED);

  static final Instant START = Instant.parse("2026-03-02T00:05:00Z");
  static final Instant RETIRED = Instant.parse("2026-03-03T08:05:00Z");
  static final Instant BY_THE_MINUTE = Instant.parse("2026-03-04T06:05:00Z");
  static final Instant END = Instant.parse("2026-03-04T10:20:00Z");

  private static final Instant INCIDENT = Instant.parse("2026-03-02T13:00:00Z");
  private static final Instant INCIDENT_OVER = Instant.parse("2026-03-02T16:00:00Z");
  private static final Instant CANCELLED_ENDS = Instant.parse("2026-03-04T07:00:00Z");
  private static final Instant REFUNDED_ENDS = Instant.parse("2026-03-04T08:30:00Z");
  private static final Instant DUPLICATES = Instant.parse("2026-03-04T09:30:00Z");
  private static final Instant BROKEN_PAYMENTS = Instant.parse("2026-03-04T09:50:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int QUARTERS = 4;

  private int orders;
  private int payments;

  /**
   * @param numbered how many orders and payments there were before, whose numbers are taken
   */
  UpgradeScenario(int numbered) {
    this.orders = numbered;
    this.payments = numbered;
  }

  /** The number of the latest order. */
  int latestOrder() {
    return orders;
  }

  /**
   * A record to send, and what has to become of it.
   *
   * @param urn its dataset
   * @param countedAt a time in the minute that it counts in
   * @param fails whether its outcome is FAIL
   */
  record Sent(
      ProducerRecord<byte[], byte[]> record, String urn, Instant countedAt, boolean fails) {}

  /** The contracts as {@code contracts apply} publishes them. */
  static List<ProducerRecord<byte[], byte[]>> contracts(String topic) {
    return List.of(
        contract(
            topic,
            """
            metadata: {name: orders.created, version: "3", owner: orders-team, tier: 1}
            spec:
              dataset:
                urn: urn:dp:orders:created
                topic: raw.orders.events
                match: {field: event_type, equals: order.created}
                eventTime: event_time
                producer: orders-svc
                lateRetentionHours: 72
              fields:
                required:
                  - {name: order_id, type: string}
                  - {name: customer_id, type: string, pii: true}
                  - {name: event_time, type: timestamp}
                  - {name: total_amount, type: number}
                optional:
                  - {name: reference, type: string, nullable: true}
                  - {name: coupon, type: string, nullable: true}
              quality:
                rules:
                  - {name: total_amount_positive, expression: "total_amount > 0"}
                  - {name: coupon_has_four_letters, expression: "LENGTH(coupon) = 4", severity: warn}
                  - {name: order_once, unique: [order_id], within: 8h, scope: dataset}
                  - {name: reference_once, unique: [reference], within: 6h, scope: partition}
              slos:
                freshness: {maxDelaySeconds: 7200, warningDelaySeconds: 5400}
                consumerSlos:
                  - {consumer: exec-dashboard, maxDelaySeconds: 5000}
                volume:
                  minEventsPerHour: 5
                  maxEventsPerHour: 100000
                  anomalyDetection: {enabled: true, sensitivity: medium, seasonality: none}
                compliance: {minRate: 0.9}
                quality: {minRate: 0.97}
            """),
        contract(
            topic,
            """
            metadata: {name: orders.cancelled, version: "1", owner: orders-team, tier: 2}
            spec:
              dataset:
                urn: urn:dp:orders:cancelled
                topic: raw.orders.events
                match: {field: event_type, equals: order.cancelled}
              fields:
                required:
                  - {name: order_id, type: string}
              slos:
                freshness: {maxDelaySeconds: 7200}
                consumerSlos:
                  - {consumer: finance, maxDelaySeconds: 10800}
            """),
        contract(
            topic,
            """
            metadata: {name: payments.captured, version: "7", owner: payments-team, tier: 2}
            spec:
              dataset:
                urn: urn:dp:payments:captured
                topic: raw.payments.events
                match: {header: kind, equals: captured}
              fields:
                additional: warn
                required:
                  - {name: payment_id, type: integer}
                  - {name: amount, type: number}
                  - {name: created_at, type: timestamp}
              slos:
                freshness: {maxDelaySeconds: 7200}
                compliance: {minRate: 0.95, windowMinutes: 30}
            """),
        contract(
            topic,
            """
            metadata: {name: payments.refunded, version: "1", owner: payments-team, tier: 3}
            spec:
              dataset:
                urn: urn:dp:payments:refunded
                topic: raw.payments.events
                match: {header: kind, equals: refunded}
                lateRetentionHours: 1
              fields:
                required:
                  - {name: payment_id, type: integer}
              slos:
                volume: {minEventsPerHour: 8}
            """),
        contract(
            topic,
            """
            metadata: {name: payments.legacy, version: "1", owner: payments-team, tier: 3}
            spec:
              dataset:
                urn: urn:dp:payments:legacy
                topic: raw.payments.events
                match: {header: kind, equals: legacy}
              fields:
                required:
                  - {name: payment_id, type: integer}
            """));
  }

  private static ProducerRecord<byte[], byte[]> contract(String topic, String document) {
    ContractDocument read =
        new ContractReader(new RuleCompiler())
            .readOne("scenario", "apiVersion: odcs/v1\nkind: DataContract\n" + document);
    Contract contract = read.contract();
    if (contract == null) {
      throw new IllegalStateException(read.problems().toString());
    }
    return new ProducerRecord<>(
        topic, contract.urn().getBytes(UTF_8), ContractWriter.json(contract));
  }

  /** What is sent in one hour of the first days. */
  List<Sent> hour(Instant from) {
    List<Sent> sent = new ArrayList<>();
    long hour = from.getEpochSecond() / HOUR.toSeconds();
    for (int quarter = 0; quarter < QUARTERS; quarter++) {
      Instant minute = from.plus(Duration.ofMinutes(15L * quarter + 2));
      for (int i = 0; i < 7 + (hour + quarter) % 3; i++) {
        sent.add(order(minute.plusSeconds(5L * i)));
      }
      sent.add(payment("captured", minute, "\"amount\":1" + quarter + ".5"));
      for (int i = 0; i < 3; i++) {
        sent.add(payment("refunded", minute.plusSeconds(i), ""));
      }
    }
    sent.add(cancelled(from.plusSeconds(200)));
    if (from.plus(HOUR).isBefore(RETIRED.minus(HOUR))) {
      sent.add(payment("legacy", from.plusSeconds(300), ""));
    }
    sent.add(audit(from.plusSeconds(400)));
    if (hour % 6 == 0) {
      sent.add(unreadable(from.plusSeconds(500)));
      sent.add(order(from.plusSeconds(600), from.minus(HOUR.multipliedBy(5))));
    }
    return sent;
  }

  /** What is sent in five minutes of the last morning. */
  List<Sent> fiveMinutes(Instant from) {
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      sent.add(order(from.plusSeconds(60 + 20 * i)));
    }
    if (!from.isBefore(DUPLICATES)) {
      sent.add(repeatedOrder(from.plusSeconds(130), orders - 40));
      sent.add(repeatedReference(from.plusSeconds(140), orders - 5));
    }
    if (from.isBefore(CANCELLED_ENDS)) {
      sent.add(cancelled(from.plusSeconds(70)));
    }
    for (int i = 0; i < 4; i++) {
      sent.add(
          !from.isBefore(BROKEN_PAYMENTS) && i % 2 == 0
              ? brokenPayment(from.plusSeconds(80 + i))
              : payment("captured", from.plusSeconds(80 + i), "\"amount\":9.99"));
    }
    if (from.isBefore(REFUNDED_ENDS)) {
      sent.add(payment("refunded", from.plusSeconds(90), ""));
    }
    if (from.equals(END.minus(Duration.ofMinutes(5)))) {
      for (int i = 0; i < 12; i++) {
        sent.add(payment("refunded", from.plusSeconds(90 + i), ""));
      }
      for (int i = 0; i < 90; i++) {
        sent.add(order(from.plusSeconds(100 + i)));
      }
      sent.add(ofTheFuture(from.plusSeconds(220)));
    }
    sent.add(audit(from.plusSeconds(100)));
    return sent;
  }

  /** An order that is in order. */
  Sent order(Instant at) {
    return order(at, at);
  }

  /** An order that arrives at one time and is of another. */
  Sent order(Instant arrives, Instant at) {
    int number = ++orders;
    boolean incident = !at.isBefore(INCIDENT) && at.isBefore(INCIDENT_OVER) && number % 2 == 0;
    boolean broken = number % 50 == 0;
    String fields =
        "\"order_id\":\"o-"
            + number
            + "\","
            + (incident ? "" : "\"customer_id\":\"c-" + number % 17 + "\",")
            + "\"reference\":\"r-"
            + number
            + "\",\"total_amount\":"
            + (broken ? "-1" : "12.50")
            + (number % 40 == 0 ? ",\"coupon\":\"NEW\"" : ",\"coupon\":null");
    return sentOrder(
        partition(number), arrives, at, at, fields, version(at, incident), incident || broken);
  }

  /** Repeats the id of an order in the next partition: a duplicate of the dataset. */
  Sent repeatedOrder(Instant at, int number) {
    return sentOrder(
        partition(number + 1),
        at,
        at,
        at,
        "\"order_id\":\"o-" + number + "\",\"customer_id\":\"c-1\",\"total_amount\":3",
        "v2.1.0",
        false);
  }

  /** Repeats the reference of an order in its partition: a duplicate of the partition. */
  Sent repeatedReference(Instant at, int number) {
    return sentOrder(
        partition(number),
        at,
        at,
        at,
        "\"order_id\":\"again-"
            + at.getEpochSecond()
            + "-"
            + number
            + "\",\"customer_id\":\"c-1\",\"total_amount\":3,\"reference\":\"r-"
            + number
            + "\"",
        "v2.1.0",
        true);
  }

  private Sent ofTheFuture(Instant at) {
    return sentOrder(
        0,
        at,
        at.plus(HOUR),
        at,
        "\"order_id\":\"future\",\"customer_id\":\"c-1\",\"total_amount\":3",
        "v2.1.0",
        true);
  }

  private static String version(Instant at, boolean incident) {
    return incident ? "v2.0.0" : at.isBefore(INCIDENT_OVER) ? "v1.9.3" : "v2.1.0";
  }

  private static Sent sentOrder(
      int partition,
      Instant arrives,
      Instant at,
      Instant countedAt,
      String fields,
      String version,
      boolean fails) {
    String json = "{\"event_type\":\"order.created\",\"event_time\":\"" + at + "\"," + fields + "}";
    return new Sent(
        record(ORDERS, partition, arrives, json, "orders-svc", version, null),
        CREATED,
        countedAt,
        fails);
  }

  /** An order that is cancelled. */
  Sent cancelled(Instant at) {
    String json =
        "{\"event_type\":\"order.cancelled\",\"event_time\":\""
            + at
            + "\",\"order_id\":\"o-"
            + orders
            + "\"}";
    return new Sent(
        record(ORDERS, partition(orders), at, json, "orders-svc", null, null),
        CANCELLED,
        at,
        false);
  }

  private Sent unreadable(Instant at) {
    return new Sent(
        record(ORDERS, 2, at, "{\"event_type\":", null, null, null), UNREADABLE, at, true);
  }

  /** A payment of a kind that keeps its contract. */
  Sent payment(String kind, Instant at, String more) {
    int number = ++payments;
    String json =
        "{\"payment_id\":"
            + number
            + ",\"created_at\":\""
            + at
            + "\""
            + (more.isEmpty() ? "" : "," + more)
            + "}";
    return new Sent(
        record(PAYMENTS, number % 2, at, json, "payments-svc", "7.0", kind),
        "urn:dp:payments:" + kind,
        at,
        false);
  }

  /** A captured payment as the broken version sends it: its amount is a text. */
  Sent brokenPayment(Instant at) {
    int number = ++payments;
    String json =
        "{\"payment_id\":"
            + number
            + ",\"created_at\":\""
            + at
            + "\",\"amount\":\"9.99\",\"note\":\"é\"}";
    return new Sent(
        record(PAYMENTS, number % 2, at, json, "payments-svc", "7.1", "captured"),
        CAPTURED,
        at,
        true);
  }

  private static Sent audit(Instant at) {
    String json = "{\"event_time\":\"" + at + "\",\"who\":\"x\"}";
    return new Sent(record(AUDIT, 0, at, json, null, null, null), AUDITED, at, false);
  }

  private static int partition(int number) {
    return Math.floorMod(number, RAW_TOPICS.get(ORDERS));
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic,
      int partition,
      Instant arrives,
      String json,
      @Nullable String service,
      @Nullable String version,
      @Nullable String kind) {
    List<Header> headers = new ArrayList<>();
    if (service != null) {
      headers.add(header("producer-service", service));
    }
    if (version != null) {
      headers.add(header("producer-version", version));
    }
    if (kind != null) {
      headers.add(header("kind", kind));
      headers.add(header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
    }
    return new ProducerRecord<>(
        topic, partition, arrives.toEpochMilli() + 700, null, json.getBytes(UTF_8), headers);
  }

  private static Header header(String name, String text) {
    return new RecordHeader(name, text.getBytes(UTF_8));
  }
}
